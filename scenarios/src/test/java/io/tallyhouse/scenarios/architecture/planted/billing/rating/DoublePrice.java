package io.tallyhouse.scenarios.architecture.planted.billing.rating;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Date;

/**
 * Breaks: no double in fields, signatures and decimals, no Date, features know no framework, pure cores are pure, domain
 * types are closed.
 */
public class DoublePrice {
    private double value;

    public double value(JsonNode node) {
        value = node.size();
        return value;
    }

    public BigDecimal on(Date day) {
        return new BigDecimal(value + day.getTime());
    }
}
