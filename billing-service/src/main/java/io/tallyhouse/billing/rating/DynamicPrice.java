package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.money.Quantity;
import java.math.BigDecimal;
import java.util.List;

/** The events carry what they cost: {@code multiplier} times the sum of their amounts. */
record DynamicPrice(CurrencyCode currency, BigDecimal multiplier, NegativeUsage negativeUsage) implements Price {
    @Override
    public boolean needsQuantity() {
        return true;
    }

    @Override
    public Rated rate(Consumption consumption) {
        Quantity used = consumption.total();
        return used.isNegative() ? negativeUsage.rate(currency, used, this::positive) : positive(used);
    }

    private Rated positive(Quantity used) {
        Amount amount = new Amount(currency, used.value().multiply(multiplier));
        String detail = "amounts of the events %s × %s = %s".formatted(used, Decimals.text(multiplier), amount.text());
        return new Rated(amount, List.of(RatingStep.of("DYNAMIC", detail, amount.value())));
    }
}
