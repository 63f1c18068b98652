package io.tallyhouse.billing.rating;

import io.tallyhouse.billing.period.Charge;
import io.tallyhouse.billing.rating.RateDocument.PhasePart;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.Money;
import io.tallyhouse.kernel.money.RoundingPolicy;
import java.util.List;
import java.util.Optional;

/** One line of an invoice from its terms, its days and its usage, and the rounding of every line. */
public final class RateLine {
    private static final RoundingPolicy ROUNDING = RoundingPolicy.HALF_UP;

    private RateLine() {}

    /**
     * A charge without discounts and bounds.
     *
     * @param usage of the charge's service days; there is usage exactly if the price needs a quantity
     * @throws IllegalArgumentException if there is usage for a fixed price, or none for a price that needs it
     */
    public static RequestedLine rate(LineTerms terms, Charge charge, Optional<LineUsage> usage) {
        PricedCharge priced = new PricedCharge(charge, terms, usage);
        return RateDocument.rate(List.of(new PhasePart(List.of(priced), PhaseConditions.NONE)))
                .get(0);
    }

    /** As posted: rounded to the currency, half up (away from zero). */
    public static Money round(Amount amount) {
        return amount.round(ROUNDING);
    }

    /** The rounding in words. */
    public static RatingStep roundingStep(Amount amount, Money rounded) {
        int decimals = amount.currency().scale();
        String detail = "%s → %s (half up to %d decimals)".formatted(Figures.shown(amount), rounded.text(), decimals);
        return RatingStep.of("ROUNDING", detail, rounded.value());
    }
}
