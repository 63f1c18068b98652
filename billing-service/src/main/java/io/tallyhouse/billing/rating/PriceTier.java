package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.Quantity;
import java.util.Optional;

/**
 * The units above {@code above} up to and including {@code upTo}, and what they cost.
 *
 * @param above upper bound of the tier before, 0 for the first
 * @param upTo empty for the last
 */
public record PriceTier(Quantity above, Optional<Quantity> upTo, TierRate rate, Amount flatFee) {
    public PriceTier {
        if (upTo.isPresent() && upTo.get().compareTo(above) <= 0) {
            throw new IllegalArgumentException("upTo " + upTo.get() + " must be greater than " + above);
        }
    }

    boolean isFirst() {
        return above.isZero();
    }

    /** Whether a quantity, zero included, gets as far as this tier. */
    boolean isReachedBy(Quantity used) {
        return isFirst() || used.compareTo(above) > 0;
    }

    boolean holds(Quantity used) {
        return isReachedBy(used) && (upTo.isEmpty() || used.compareTo(upTo.get()) <= 0);
    }

    /** How many of the units fall in this tier. */
    Quantity unitsOf(Quantity used) {
        return (holds(used) ? used : upTo.orElseThrow()).minus(above);
    }

    RatingStep ownUnitsStep(Quantity units, Amount amount) {
        String where = isFirst() && upTo.isEmpty() ? "" : " " + bounds();
        return unitsStep(units, where, amount);
    }

    RatingStep allUnitsStep(Quantity units, Amount amount) {
        String where = isFirst() && upTo.isEmpty() ? "" : ", all in the tier " + bounds() + ",";
        return unitsStep(units, where, amount);
    }

    private RatingStep unitsStep(Quantity units, String where, Amount amount) {
        String detail = "%s units%s %s = %s".formatted(units, where, rate.arithmetic(units), amount.text());
        return RatingStep.of("TIER", detail, amount.value());
    }

    private String bounds() {
        String upper = upTo.map(bound -> "up to " + bound).orElse("");
        return isFirst() ? upper : ("above " + above + " " + upper).strip();
    }

    RatingStep feeStep() {
        String which = ("tier " + bounds()).strip();
        return RatingStep.of("FLAT_FEE", which + ": flat fee " + flatFee.text(), flatFee.value());
    }
}
