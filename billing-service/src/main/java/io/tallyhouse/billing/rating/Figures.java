package io.tallyhouse.billing.rating;

import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** How figures are written in the words of a step. */
final class Figures {
    private static final int DECIMALS_SHOWN = 12;

    private Figures() {}

    /** Plain, and cut with an ellipsis after twelve decimals; the step's amount has them all. */
    static String shown(BigDecimal value) {
        if (value.scale() <= DECIMALS_SHOWN) {
            return Decimals.text(value);
        }
        BigDecimal cut = value.setScale(DECIMALS_SHOWN, RoundingMode.DOWN);
        return cut.compareTo(value) == 0 ? Decimals.text(cut) : cut.toPlainString() + "…";
    }

    static String shown(Amount amount) {
        return shown(amount.value());
    }
}
