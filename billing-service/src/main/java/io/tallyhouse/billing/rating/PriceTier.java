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
public record PriceTier(Quantity above, Optional<Quantity> upTo, Amount unitPrice, Amount flatFee) {
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

    RatingStep unitsStep(Quantity units, Amount amount) {
        String where = (isFirst() ? "" : " above " + above)
                + upTo.map(bound -> " up to " + bound).orElse("");
        String detail = "%s units%s × %s = %s".formatted(units, where, unitPrice.text(), amount.text());
        return RatingStep.of("TIER", detail, amount.value());
    }

    RatingStep feeStep() {
        String which = upTo.map(bound -> "tier up to " + bound).orElse(isFirst() ? "tier" : "tier above " + above);
        return RatingStep.of("FLAT_FEE", which + ": flat fee " + flatFee.text(), flatFee.value());
    }
}
