package io.tallyhouse.stack.importing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lines of JSON objects. The columns of an object within have its name before theirs, as {@code usage.tokens}. */
final class JsonRows implements RowReader {
    /** Names and numbers are as long as a record allows, so that their faults are told by the server, as of all. */
    static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxNumberLength(EventReader.RECORD_BYTES_MAX)
                    .maxStringLength(EventReader.RECORD_BYTES_MAX)
                    .maxNameLength(EventReader.RECORD_BYTES_MAX)
                    .build())
            .build();

    @Override
    public Map<String, Cell> read(String text) throws Unreadable {
        Map<String, Cell> row = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(text)) {
            requireObject(parser);
            columns(parser, "", row);
            requireEnd(parser);
        } catch (JsonProcessingException e) {
            throw new Unreadable(ParserWords.of(e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
        return row;
    }

    static void requireObject(JsonParser parser) throws IOException, Unreadable {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw new Unreadable("is no JSON object; each line is to hold one"
                    + (first == JsonToken.START_ARRAY ? ". Of an array of objects, jq -c '.[]' makes such lines" : ""));
        }
    }

    static void requireEnd(JsonParser parser) throws IOException, Unreadable {
        if (parser.nextToken() != null) {
            throw new Unreadable("holds more than one JSON object; put each on a line of its own");
        }
    }

    private static void columns(JsonParser parser, String prefix, Map<String, Cell> row)
            throws IOException, Unreadable {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String column = prefix + parser.currentName();
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                columns(parser, column + ".", row);
            } else if (row.put(column, cell(parser)) != null) {
                throw new Unreadable(List.of(Reason.ofColumn(column, "", "is given more than once")));
            }
        }
    }

    /** The value at the parser, which is then at the value's end. */
    private static Cell cell(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> Cell.text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Cell(Cell.Kind.NUMBER, parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> new Cell(Cell.Kind.BOOLEAN, parser.getText());
            case START_ARRAY -> {
                parser.skipChildren();
                yield new Cell(Cell.Kind.LIST, "[...]");
            }
            default -> Cell.MISSING;
        };
    }
}
