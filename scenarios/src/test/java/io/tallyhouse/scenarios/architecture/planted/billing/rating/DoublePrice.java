package io.tallyhouse.scenarios.architecture.planted.billing.rating;

import com.fasterxml.jackson.databind.JsonNode;

/** Breaks: no double, features know no framework, pure cores are pure, domain types are closed. */
public class DoublePrice {
    private double value;

    public double value(JsonNode node) {
        value = node.size();
        return value;
    }
}
