package io.tallyhouse.billing.simulation;

import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.math.BigDecimal;

/** What a customer would have owed in a currency, by the prices as they are and by the candidates. */
public record SimulatedAmount(CustomerId customer, CurrencyCode currency, BigDecimal before, BigDecimal after) {
    /** More for the customer to pay, or less. */
    public BigDecimal difference() {
        return after.subtract(before);
    }
}
