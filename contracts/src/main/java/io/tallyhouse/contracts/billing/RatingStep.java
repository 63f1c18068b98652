package io.tallyhouse.contracts.billing;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * One step on the way from usage to a line, in words and figures.
 *
 * @param kind QUANTITY, FREE_UNITS, TIER, FLAT_FEE, UNIT_PRICE, PACKAGES, FLAT, PRORATION, ROUNDING …
 * @param detail the arithmetic in words, as {@code 100 units × 1 = 100}
 * @param amount what the step contributes or comes to, full precision, if it is an amount
 */
public record RatingStep(String kind, String detail, Optional<BigDecimal> amount) {
    public static RatingStep of(String kind, String detail) {
        return new RatingStep(kind, detail, Optional.empty());
    }

    public static RatingStep of(String kind, String detail, BigDecimal amount) {
        return new RatingStep(kind, detail, Optional.of(amount));
    }
}
