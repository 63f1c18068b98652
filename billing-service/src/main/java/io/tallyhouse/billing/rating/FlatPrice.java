package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.util.List;

/** A fixed amount for the period, or once. */
public record FlatPrice(Amount amount) implements Price {
    @Override
    public CurrencyCode currency() {
        return amount.currency();
    }

    @Override
    public boolean needsQuantity() {
        return false;
    }

    @Override
    public Rated rate(Consumption used) {
        return new Rated(amount, List.of(RatingStep.of("FLAT", "fixed amount " + amount.text(), amount.value())));
    }
}
