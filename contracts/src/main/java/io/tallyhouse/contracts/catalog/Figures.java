package io.tallyhouse.contracts.catalog;

import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import java.math.BigDecimal;

/** The figures of prices as callers send them. */
final class Figures {
    private Figures() {}

    static Field<BigDecimal> notNegative(JsonInput input, String name) {
        return input.decimal(name).check(value -> value.signum() >= 0, "must not be negative");
    }

    static Field<BigDecimal> positive(JsonInput input, String name) {
        return input.decimal(name).check(value -> value.signum() > 0, "must be greater than 0");
    }
}
