package io.tallyhouse.billing.rating;

import io.tallyhouse.kernel.money.Quantity;

/** Quantities compared. */
final class Quantities {
    private Quantities() {}

    static Quantity max(Quantity one, Quantity other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
