package io.tallyhouse.billing.rating;

import io.tallyhouse.billing.rating.PriceTiers.Bill;
import io.tallyhouse.billing.rating.PriceTiers.Fees;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Quantity;

/** All units cost what the tier of the whole quantity says, and that tier's flat fee is due, the first's even at zero. */
public record VolumePrice(PriceTiers tiers, NegativeUsage negativeUsage) implements Price {
    @Override
    public CurrencyCode currency() {
        return tiers.currency();
    }

    @Override
    public boolean needsQuantity() {
        return true;
    }

    @Override
    public Rated rate(Quantity used) {
        return used.isNegative()
                ? negativeUsage.rate(currency(), used, mirrored -> rate(mirrored, Fees.LEFT_OUT))
                : rate(used, Fees.DUE);
    }

    private Rated rate(Quantity used, Fees fees) {
        return new Bill(currency(), fees).chargeAll(tiers.holding(used), used).rated();
    }
}
