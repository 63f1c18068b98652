package io.tallyhouse.stack.importing;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.stack.importing.Mapping.Rule;
import io.tallyhouse.stack.importing.ValueSource.Column;
import io.tallyhouse.stack.importing.ValueSource.Constant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Events made of columns by a mapping. All faults of a record are told at once. */
final class MappedEvents implements EventReader {
    private final RowReader rows;
    private final Mapping mapping;
    private final TimeReading times;
    private final String lineIdPrefix;
    private final Set<String> mappedColumns;
    private final Map<String, Optional<String>> columnsByPointer = new LinkedHashMap<>();

    /** @param lineIdPrefix of ids that are made of the line */
    MappedEvents(RowReader rows, Mapping mapping, TimeReading times, String lineIdPrefix) {
        this.rows = rows;
        this.mapping = mapping;
        this.times = times;
        this.lineIdPrefix = lineIdPrefix;
        this.mappedColumns = mapping.columns();
        mapping.rules()
                .forEach(rule -> columnsByPointer.put(
                        rule.target().pointer(),
                        rule.source() instanceof Column column ? Optional.of(column.name()) : Optional.empty()));
    }

    /** Which column a part of the event came from, for faults that the server tells. */
    Optional<String> column(String pointer) {
        Optional<String> mapped = columnsByPointer.getOrDefault(pointer, Optional.empty());
        return mapped.isPresent() || !mapping.restToData() || !pointer.startsWith("/data/")
                ? mapped
                : Optional.of(
                        pointer.substring("/data/".length()).replace("~1", "/").replace("~0", "~"));
    }

    @Override
    public Outgoing read(long line, byte[] utf8, String text) throws Unreadable {
        Map<String, Cell> row = rows.read(text);
        Map<String, Cell> attributes = new LinkedHashMap<>();
        Map<String, Cell> data = new LinkedHashMap<>();
        List<Reason> faults = new ArrayList<>(0);
        for (Rule rule : mapping.rules()) {
            Cell cell = checked(rule, value(rule.source(), row, line), faults);
            if (cell.kind() != Cell.Kind.MISSING) {
                (rule.target().place() == Target.Place.DATA ? data : attributes)
                        .put(rule.target().attribute(), cell);
            }
        }
        if (mapping.restToData()) {
            row.forEach((column, cell) -> {
                Target target = Target.property(column);
                if (!mappedColumns.contains(column) && !columnsByPointer.containsKey(target.pointer())) {
                    Cell kept = checked(new Rule(target, new Column(column)), cell, faults);
                    data.put(column, kept);
                }
            });
            data.values().removeIf(cell -> cell.kind() == Cell.Kind.MISSING);
        }
        if (!faults.isEmpty()) {
            throw new Unreadable(faults);
        }
        Cell subject = attributes.getOrDefault("subject", Cell.MISSING);
        return new Outgoing(line, subject.text(), json(attributes, data));
    }

    private Cell value(ValueSource source, Map<String, Cell> row, long line) {
        if (source instanceof Column column) {
            return row.getOrDefault(column.name(), Cell.MISSING);
        }
        return Cell.text(source instanceof Constant constant ? constant.text() : lineIdPrefix + line);
    }

    /** The value as it is sent; a fault is noted. */
    private Cell checked(Rule rule, Cell cell, List<Reason> faults) {
        Target target = rule.target();
        if (cell.kind() == Cell.Kind.LIST) {
            faults.add(reason(rule, "is a list; an event holds single values only, leave the column out"));
        } else if (cell.kind() == Cell.Kind.MISSING) {
            if (target.isRequired()) {
                faults.add(reason(rule, "is missing or empty; each event needs it"));
            }
        } else if (target.isAttribute("time")) {
            Optional<String> time = times.read(cell.text());
            if (time.isPresent()) {
                return Cell.text(time.get());
            }
            faults.add(reason(rule, cell.shown() + " " + times.expectation()));
        } else if (target.isAttribute("revision") || target.asNumber()) {
            return number(rule, cell, faults);
        } else if (target.place() == Target.Place.ATTRIBUTE) {
            return Cell.text(cell.text());
        }
        return cell;
    }

    private static Cell number(Rule rule, Cell cell, List<Reason> faults) {
        String text = cell.text();
        if (rule.target().asNumber()) {
            if (Decimals.parse(text).isEmpty()) {
                faults.add(reason(rule, cell.shown() + " is no number of at most " + Decimals.DIGITS_MAX + " digits"));
            }
            return new Cell(Cell.Kind.NUMBER, text);
        }
        if (!text.matches("[0-9]{1,18}")) {
            faults.add(reason(rule, cell.shown() + " must be a whole number of at most 18 digits"));
            return cell;
        }
        // JSON knows no leading zeros
        return new Cell(Cell.Kind.NUMBER, Long.toString(Long.parseLong(text)));
    }

    private static Reason reason(Rule rule, String detail) {
        return new Reason(
                rule.source() instanceof Column column ? Optional.of(column.name()) : Optional.empty(),
                rule.target().pointer(),
                detail);
    }

    private static byte[] json(Map<String, Cell> attributes, Map<String, Cell> data) throws Unreadable {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JsonRows.JSON.createGenerator(out)) {
            json.writeStartObject();
            write(json, attributes);
            if (!data.isEmpty()) {
                json.writeObjectFieldStart("data");
                write(json, data);
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new Unreadable("holds half of a surrogate pair, which no UTF-8 stands for; repair the text");
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Map<String, Cell> values) throws IOException {
        for (Map.Entry<String, Cell> entry : values.entrySet()) {
            Cell cell = entry.getValue();
            json.writeFieldName(entry.getKey());
            switch (cell.kind()) {
                case NUMBER -> json.writeNumber(cell.text());
                case BOOLEAN -> json.writeBoolean(cell.text().equals("true"));
                case TEXT, MISSING, LIST -> json.writeString(cell.text());
            }
        }
    }
}
