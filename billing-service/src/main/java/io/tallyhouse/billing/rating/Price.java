package io.tallyhouse.billing.rating;

import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Quantity;

/** How usage becomes an amount, before proration and rounding. Each kind knows its own arithmetic. */
public sealed interface Price
        permits FlatPrice,
                UnitPrice,
                PackagePrice,
                GraduatedPrice,
                VolumePrice,
                PercentagePrice,
                MatrixPrice,
                DynamicPrice,
                SeatPrice,
                ConvertedPrice {
    CurrencyCode currency();

    /** Whether what was used matters; if not, the quantity of a line is 1. */
    boolean needsQuantity();

    /**
     * @param used in the metric's units; ignored if the price needs no quantity
     * @throws IllegalArgumentException if the price looks further into it than it goes, as by groups or by event
     */
    Rated rate(Consumption used);

    /**
     * The same with more units that cost nothing.
     *
     * @throws IllegalArgumentException if units of such a price cannot be free
     */
    default Price withFree(Quantity units) {
        if (units.isZero()) {
            return this;
        }
        throw new IllegalArgumentException("a price without free units cannot have " + units + " of them");
    }

    default Rated rate(Quantity used) {
        return rate(Consumption.of(used));
    }
}
