package io.tallyhouse.contracts.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A value that an expression leaves open, as {@code params.rate}.
 *
 * @param text what it is unless somebody says otherwise; a number as a decimal in a string
 */
public record MetricParameter(
        String name, Type type, @JsonProperty("default") String text) {
    /** What its values are. */
    public enum Type {
        INTEGER,
        DECIMAL,
        STRING
    }
}
