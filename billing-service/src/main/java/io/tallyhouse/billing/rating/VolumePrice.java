package io.tallyhouse.billing.rating;

import io.tallyhouse.billing.rating.PriceTiers.Bill;
import io.tallyhouse.billing.rating.PriceTiers.Fees;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Quantity;

/**
 * All units cost what the tier of the whole quantity says, and that tier's flat fee is due, the first's even at zero.
 *
 * @param freeUnits come off before the tiers
 */
public record VolumePrice(PriceTiers tiers, Quantity freeUnits, NegativeUsage negativeUsage) implements Price {
    @Override
    public CurrencyCode currency() {
        return tiers.currency();
    }

    @Override
    public boolean needsQuantity() {
        return true;
    }

    @Override
    public Price withFree(Quantity units) {
        return new VolumePrice(tiers, freeUnits.plus(units), negativeUsage);
    }

    @Override
    public Rated rate(Consumption consumption) {
        Quantity used = consumption.total();
        return used.isNegative()
                ? negativeUsage.rate(currency(), used, mirrored -> rate(mirrored, Fees.LEFT_OUT))
                : rate(used, Fees.DUE);
    }

    private Rated rate(Quantity used, Fees fees) {
        Bill bill = new Bill(currency(), fees);
        Quantity paid = bill.withoutFree(new FreeUnits(freeUnits), used);
        return bill.chargeAll(tiers.holding(paid), paid).rated();
    }
}
