package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a negative quantity, as corrections can make it, costs. */
public enum NegativeUsage {
    /** Nothing. */
    COSTS_NOTHING,
    /** Minus what the same positive quantity would cost, without flat fees. */
    IS_CREDITED;

    static NegativeUsage of(boolean allowNegative) {
        return allowNegative ? IS_CREDITED : COSTS_NOTHING;
    }

    /** @param withoutFees rates a positive quantity and leaves flat fees out */
    Rated rate(CurrencyCode currency, Quantity used, Function<Quantity, Rated> withoutFees) {
        return switch (this) {
            case COSTS_NOTHING ->
                new Rated(
                        Amount.zero(currency),
                        List.of(RatingStep.of(
                                "NEGATIVE", used + " units: a negative quantity costs nothing", BigDecimal.ZERO)));
            case IS_CREDITED -> credited(used, withoutFees.apply(Quantity.ZERO.minus(used)));
        };
    }

    private static Rated credited(Quantity used, Rated mirrored) {
        Amount credit = Amount.zero(mirrored.amount().currency()).minus(mirrored.amount());
        List<RatingStep> steps = new ArrayList<>(mirrored.steps());
        String detail = "%s units are credited with what %s units cost without flat fees: %s"
                .formatted(used, Quantity.ZERO.minus(used), Figures.shown(credit));
        steps.add(RatingStep.of("CREDIT", detail, credit.value()));
        return new Rated(credit, steps);
    }
}
