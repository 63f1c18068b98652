package io.tallyhouse.contracts.metric;

import java.util.List;

/** A condition on one property of an event's data. Values are compared as text; numbers by their canonical text. */
public record PropertyFilter(String property, Operator operator, List<String> values) {
    /** How the property's value is compared with {@code values}. */
    public enum Operator {
        /** The property is present and equals one of the values. */
        IN
    }

    public PropertyFilter {
        values = List.copyOf(values);
    }
}
