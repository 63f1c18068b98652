package io.tallyhouse.stack.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.tallyhouse.stack.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of CSV under a header. An empty cell is a missing value; all others are texts. */
final class CsvRows implements RowReader {
    private static final CsvFactory CSV = CsvFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(EventReader.RECORD_BYTES_MAX)
                    .build())
            .build();

    private final CsvSchema schema;
    private final List<String> header;

    private CsvRows(CsvSchema schema, List<String> header) {
        this.schema = schema;
        this.header = header;
    }

    /** @param header the file's first record */
    static CsvRows under(String header, CsvDialect dialect) {
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(dialect.separator());
        List<String> names;
        try {
            names = cells(header, schema);
        } catch (Unreadable e) {
            throw new StackException(
                    "the header, line 1, is not CSV: " + e.reasons().get(0).words());
        }
        Set<String> seen = new HashSet<>();
        names.forEach(name -> {
            if (!seen.add(name)) {
                throw new StackException("the header names the column '" + name + "' twice; rename one of them");
            }
        });
        return new CsvRows(schema, List.copyOf(names));
    }

    List<String> header() {
        return header;
    }

    @Override
    public Map<String, Cell> read(String text) throws Unreadable {
        List<String> cells = cells(text, schema);
        if (cells.size() != header.size()) {
            throw new Unreadable("has " + cells.size() + " cells where the header has " + header.size()
                    + "; put quotes around cells that hold '" + schema.getColumnSeparator() + "'");
        }
        Map<String, Cell> row = new LinkedHashMap<>(cells.size() * 2);
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            row.put(header.get(column), cell.isEmpty() ? Cell.MISSING : Cell.text(cell));
        }
        return row;
    }

    private static List<String> cells(String text, CsvSchema schema) throws Unreadable {
        List<String> cells = new ArrayList<>();
        int rows = 0;
        try (CsvParser parser = CSV.createParser(text)) {
            parser.setSchema(schema);
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY) {
                    rows++;
                } else if (token == JsonToken.VALUE_STRING) {
                    cells.add(parser.getText());
                }
            }
        } catch (JsonProcessingException e) {
            throw new Unreadable(ParserWords.of(e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
        if (rows > 1) {
            throw new Unreadable("holds a carriage return outside quotes; end lines with a line feed");
        }
        return cells;
    }
}
