package io.tallyhouse.billing.rating;

import io.tallyhouse.kernel.money.Amount;
import java.math.BigDecimal;

/** Literal percents: 2.5 is two and a half of a hundred. */
final class Percentages {
    private static final int HUNDRED = 2;

    private Percentages() {}

    /** Exact. */
    static Amount of(Amount amount, BigDecimal rate) {
        return amount.times(rate.movePointLeft(HUNDRED));
    }
}
