package io.tallyhouse.billing.rating;

import io.tallyhouse.billing.rating.PriceTiers.Bill;
import io.tallyhouse.billing.rating.PriceTiers.Fees;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Quantity;

/**
 * Each unit costs what its own tier says; the flat fee of every tier reached is due, the first tier's even at zero.
 *
 * @param freeUnits come off before the tiers
 */
public record GraduatedPrice(PriceTiers tiers, Quantity freeUnits, NegativeUsage negativeUsage) implements Price {
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
        return new GraduatedPrice(tiers, freeUnits.plus(units), negativeUsage);
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
        tiers.reachedBy(paid).forEach(tier -> bill.chargeOwn(tier, paid));
        return bill.rated();
    }
}
