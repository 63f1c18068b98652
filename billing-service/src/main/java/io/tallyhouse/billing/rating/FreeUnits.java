package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.money.Quantity;
import java.util.Optional;

/** How many units of a quantity cost nothing. */
record FreeUnits(Quantity included) {
    FreeUnits {
        if (included.isNegative()) {
            throw new IllegalArgumentException("free units " + included + " must not be negative");
        }
    }

    /** What is left to pay for, not below zero. */
    Quantity off(Quantity used) {
        return used.compareTo(included) <= 0 ? Quantity.ZERO : used.minus(included);
    }

    Optional<RatingStep> step(Quantity used) {
        if (included.isZero()) {
            return Optional.empty();
        }
        String detail = "%s units, %s free: %s to pay".formatted(used, included, off(used));
        return Optional.of(RatingStep.of("FREE_UNITS", detail));
    }
}
