package io.tallyhouse.billing.period;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A phase: its days and the prices that hold during them, in the order in which they appear on an invoice.
 *
 * @param resets whether periods begin anew on its first day
 */
public record PhasePlan(Term term, List<PricePlan> prices, boolean resets) {
    public PhasePlan {
        requireNonNull(term, "term is null");
        prices = List.copyOf(prices);
    }

    /** One in which the periods of the phase before carry on. */
    public PhasePlan(Term term, List<PricePlan> prices) {
        this(term, prices, false);
    }
}
