package io.tallyhouse.contracts.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Decimals;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that a caller sent, read field by field. Reading never throws: faults gather, each with its pointer,
 * value and mend, and {@link #build} makes the result only if there are none. Absent and null mean the same. A field
 * that nobody asked for is a fault.
 *
 * <pre>{@code
 * Field<String> name = input.text("name").required();
 * Field<BigDecimal> price = input.decimal("price").required();
 * return input.build(() -> new Request(name.get(), price.get()));
 * }</pre>
 */
public final class JsonInput {
    private static final ObjectMapper STRICT = ContractJson.strictMapper();
    private static final int LIST_SIZE_MAX = 1_000;
    private static final int YEAR_MIN = 1900;
    private static final int YEAR_MAX = 2200;

    private final JsonNode node;
    private final String pointer;
    private final List<Violation> violations;
    private final Set<String> asked = new LinkedHashSet<>();

    private JsonInput(JsonNode node, String pointer, List<Violation> violations) {
        this.node = node;
        this.pointer = pointer;
        this.violations = violations;
        if (!node.isObject()) {
            violations.add(new Violation(pointer, "must be a JSON object, not " + shown(node)));
        }
    }

    /**
     * @throws MalformedJson if the text is no JSON, or has a key twice
     * @throws InvalidInput if it is JSON but no object
     */
    public static JsonInput parse(byte[] body) {
        JsonInput input = of(parseNode(body));
        if (!input.violations.isEmpty()) {
            throw new InvalidInput(input.violations);
        }
        return input;
    }

    public static JsonInput of(JsonNode node) {
        return new JsonInput(node, "", new ArrayList<>());
    }

    /** @throws MalformedJson if the text is no JSON, or has a key twice */
    public static JsonNode parseNode(byte[] body) {
        try {
            JsonNode node = STRICT.readTree(body);
            if (node == null || node.isMissingNode()) {
                throw new MalformedJson("the body is empty; send a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            String at = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new MalformedJson("the body is not valid JSON" + at + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedJson("the body could not be read: " + e.getMessage());
        }
    }

    /**
     * What is left of it to read, with the fields of {@code defaults} where it names none itself; null takes a field of
     * them away.
     */
    public JsonInput over(ObjectNode defaults) {
        ObjectNode merged = defaults.deepCopy();
        node.properties().forEach(property -> merged.set(property.getKey(), property.getValue()));
        merged.remove(asked);
        return JsonInput.of(merged);
    }

    /** By {@link PlainText#isText}. */
    public Field<String> text(String name) {
        return chosen(name, PlainText.TEXT_RULE, PlainText::isText);
    }

    /** By {@link PlainText#isLine}. */
    public Field<String> line(String name) {
        return chosen(name, PlainText.LINE_RULE, PlainText::isLine);
    }

    /** An id by {@link IdGrammar}, as text. */
    public Field<String> id(String name) {
        return chosen(name, "must be a string of " + IdGrammar.DESCRIPTION, IdGrammar::accepts);
    }

    /** A decimal in a string, as {@code "0.10"}: never a JSON number, whose digits a reader might lose. */
    public Field<BigDecimal> decimal(String name) {
        return read(
                name,
                "must be a decimal number in a string, as \"0.10\", of at most " + Decimals.DIGITS_MAX + " digits",
                value -> value.isTextual() && Decimals.parse(value.textValue()).isPresent()
                        ? Optional.of(new BigDecimal(value.textValue()))
                        : Optional.empty());
    }

    public Field<Integer> integer(String name, int min, int max) {
        return read(name, "must be a whole number from " + min + " to " + max, value -> {
            boolean good = value.isIntegralNumber()
                    && value.canConvertToInt()
                    && value.intValue() >= min
                    && value.intValue() <= max;
            return good ? Optional.of(value.intValue()) : Optional.empty();
        });
    }

    public Field<Boolean> bool(String name) {
        return read(
                name,
                "must be true or false",
                value -> value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty());
    }

    public Field<LocalDate> date(String name) {
        return parsed(name, "must be a date as \"2026-10-01\", of the years 1900 to 2200", text -> {
            LocalDate date = LocalDate.parse(text);
            requireSaneYear(date.getYear());
            return date;
        });
    }

    public Field<Instant> instant(String name) {
        return parsed(
                name, "must be an RFC 3339 instant as \"2026-10-01T12:00:00Z\", of the years 1900 to 2200", text -> {
                    OffsetDateTime time = OffsetDateTime.parse(text);
                    requireSaneYear(time.getYear());
                    return time.toInstant();
                });
    }

    public Field<CurrencyCode> currency(String name) {
        return parsed(name, "must be an ISO 4217 currency such as \"EUR\"", CurrencyCode::of);
    }

    public Field<ZoneId> zone(String name) {
        return parsed(name, "must be an IANA time zone such as \"Europe/Warsaw\" or \"UTC\"", ZoneId::of);
    }

    public <E extends Enum<E>> Field<E> oneOf(String name, Class<E> type) {
        String mend = "must be one of " + Arrays.toString(type.getEnumConstants());
        return parsed(name, mend, text -> Enum.valueOf(type, text));
    }

    /** A nested object; its own faults carry its pointer. */
    public <T> Field<T> object(String name, Function<JsonInput, T> reader) {
        asked.add(name);
        JsonNode value = child(name);
        if (value == null) {
            return Field.absent(this, name);
        }
        return nested(value, pointer + "/" + name, reader)
                .map(result -> Field.of(this, name, result))
                .orElseGet(() -> Field.invalid(this, name));
    }

    public <T> Field<List<T>> objects(String name, Function<JsonInput, T> reader) {
        return list(name, (value, at) -> nested(value, at, reader));
    }

    /** Objects in lists within a list, as {@code [[{…}, {…}], [{…}]]}. */
    public <T> Field<List<List<T>>> objectLists(String name, Function<JsonInput, T> reader) {
        return list(name, (value, at) -> {
            if (!value.isArray() || value.size() > LIST_SIZE_MAX) {
                violations.add(new Violation(
                        at, "must be an array of at most " + LIST_SIZE_MAX + " objects, not " + shown(value)));
                return Optional.empty();
            }
            List<T> inner = new ArrayList<>();
            for (int index = 0; index < value.size(); index++) {
                nested(value.get(index), at + "/" + index, reader).ifPresent(inner::add);
            }
            return Optional.of(List.copyOf(inner));
        });
    }

    /** Strings of any characters: the caller judges each by its own rule, so that every element's fault is told. */
    public Field<List<String>> texts(String name) {
        return list(name, (value, at) -> {
            if (value.isTextual() && value.textValue().length() <= PlainText.TEXT_LENGTH_MAX) {
                return Optional.of(value.textValue());
            }
            violations.add(new Violation(at, shown(value) + " must be a string"));
            return Optional.empty();
        });
    }

    /** The field as it is, for readers with rules of their own. */
    public Optional<JsonNode> raw(String name) {
        asked.add(name);
        return Optional.ofNullable(child(name));
    }

    public void refuse(String name, String detail) {
        violations.add(new Violation(name.isEmpty() ? pointer : pointer + "/" + name, detail));
    }

    public boolean isValid() {
        return violations.isEmpty();
    }

    public String pointer() {
        return pointer;
    }

    /** Faults unknown fields, then makes the result if this object and all nested ones are free of faults. */
    public <T> T build(Supplier<T> result) {
        refuseUnknownFields();
        if (!violations.isEmpty()) {
            throw new InvalidInput(violations);
        }
        return result.get();
    }

    /** For a reader that cannot go on, since a fault left open which fields to expect: names no other field. */
    public InvalidInput refused() {
        return new InvalidInput(violations);
    }

    private void refuseUnknownFields() {
        node.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                refuse(escaped(name), "is not a known field; known are " + String.join(", ", new TreeSet<>(asked)));
            }
        });
    }

    /** A contract of the year 9999 is a typing error, and would make runs for thousands of years. */
    private static void requireSaneYear(int year) {
        if (year < YEAR_MIN || year > YEAR_MAX) {
            throw new DateTimeException("year " + year);
        }
    }

    private <T> Optional<T> nested(JsonNode value, String at, Function<JsonInput, T> reader) {
        JsonInput child = new JsonInput(value, at, new ArrayList<>());
        try {
            if (value.isObject()) {
                T result = reader.apply(child);
                if (child.violations.isEmpty()) {
                    return Optional.of(result);
                }
            }
        } catch (InvalidInput e) {
            // the child's faults are gathered below
        }
        violations.addAll(child.violations);
        return Optional.empty();
    }

    private interface ElementReader<T> {
        Optional<T> read(JsonNode value, String pointer);
    }

    private <T> Field<List<T>> list(String name, ElementReader<T> reader) {
        asked.add(name);
        JsonNode value = child(name);
        if (value == null) {
            return Field.absent(this, name);
        }
        if (!value.isArray() || value.size() > LIST_SIZE_MAX) {
            refuse(name, "must be an array of at most " + LIST_SIZE_MAX + " elements, not " + shown(value));
            return Field.invalid(this, name);
        }
        int before = violations.size();
        List<T> elements = new ArrayList<>();
        for (int index = 0; index < value.size(); index++) {
            reader.read(value.get(index), pointer + "/" + name + "/" + index).ifPresent(elements::add);
        }
        return violations.size() == before ? Field.of(this, name, List.copyOf(elements)) : Field.invalid(this, name);
    }

    private Field<String> chosen(String name, String mend, Predicate<String> rule) {
        return read(
                name,
                mend,
                value -> Optional.of(value)
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue)
                        .filter(rule));
    }

    private <T> Field<T> parsed(String name, String mend, Function<String, T> parser) {
        return read(name, mend, value -> {
            if (!value.isTextual()) {
                return Optional.empty();
            }
            try {
                return Optional.of(parser.apply(value.textValue()));
            } catch (DateTimeException | IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }

    private <T> Field<T> read(String name, String mend, Function<JsonNode, Optional<T>> reader) {
        asked.add(name);
        JsonNode value = child(name);
        if (value == null) {
            return Field.absent(this, name);
        }
        Optional<T> result = reader.apply(value);
        if (result.isEmpty()) {
            refuse(name, shown(value) + " " + mend);
            return Field.invalid(this, name);
        }
        return Field.of(this, name, result.get());
    }

    private @Nullable JsonNode child(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
