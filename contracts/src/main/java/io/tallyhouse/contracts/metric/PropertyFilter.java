package io.tallyhouse.contracts.metric;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one property of an event's data. A property that is null is missing. Values are compared as text, two
 * numbers as numbers: {@code 1.5} and {@code 1.50} are equal.
 *
 * @param caseSensitive false compares texts without regard to upper and lower case; true if absent
 */
public record PropertyFilter(String property, Operator operator, List<String> values, Optional<Boolean> caseSensitive) {
    /** How the property's value is compared with {@code values}. */
    public enum Operator {
        /** The property is there and equals one of the values. */
        IN,
        /** The property is missing or equals none of the values. */
        NOT_IN,
        EXISTS,
        NOT_EXISTS,
        /** Below the one value; a property that is no number fails, as for the other three. */
        LT,
        LTE,
        GT,
        GTE;

        /** True where exactly one number is compared with. */
        public boolean comparesNumbers() {
            return switch (this) {
                case LT, LTE, GT, GTE -> true;
                case IN, NOT_IN, EXISTS, NOT_EXISTS -> false;
            };
        }

        /** True where one value or more is needed. */
        public boolean needsValues() {
            return this != EXISTS && this != NOT_EXISTS;
        }
    }

    public PropertyFilter {
        values = List.copyOf(values);
        if (operator.comparesNumbers()
                && (values.size() != 1 || Decimals.parse(values.get(0)).isEmpty())) {
            throw new IllegalArgumentException(operator + " with " + values + ", which must be one number");
        }
    }

    public PropertyFilter(String property, Operator operator, List<String> values) {
        this(property, operator, values, Optional.empty());
    }

    public boolean holds(Map<String, DataValue> data) {
        DataValue value = data.get(property);
        Optional<String> comparable = value == null ? Optional.empty() : value.comparable();
        return switch (operator) {
            case IN -> comparable.isPresent() && isListed(value, comparable.get());
            case NOT_IN -> comparable.isEmpty() || !isListed(value, comparable.get());
            case EXISTS -> comparable.isPresent();
            case NOT_EXISTS -> comparable.isEmpty();
            case LT, LTE, GT, GTE ->
                value != null
                        && value.number().map(this::compared).map(this::holds).orElse(false);
        };
    }

    private int compared(BigDecimal number) {
        return number.compareTo(Decimals.parse(values.get(0)).orElseThrow());
    }

    private boolean holds(int compared) {
        return switch (operator) {
            case LT -> compared < 0;
            case LTE -> compared <= 0;
            case GT -> compared > 0;
            case GTE -> compared >= 0;
            case IN, NOT_IN, EXISTS, NOT_EXISTS -> throw new IllegalStateException(operator + " compares no numbers");
        };
    }

    private boolean isListed(@Nullable DataValue value, String comparable) {
        if (values.contains(comparable)) {
            return true;
        }
        if (value instanceof NumberValue) {
            // a filter may write the number 1.5 as "1.50"
            return values.stream()
                    .anyMatch(text -> Decimals.parse(text).map(Decimals::text).equals(Optional.of(comparable)));
        }
        return !caseSensitive.orElse(true) && isListedFolded(comparable);
    }

    private boolean isListedFolded(String comparable) {
        String folded = folded(comparable);
        return values.stream().anyMatch(text -> folded(text).equals(folded));
    }

    /** Upper and then lower case, so that letters with several lower forms become one. */
    private static String folded(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
