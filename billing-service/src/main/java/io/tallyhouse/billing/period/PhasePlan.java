package io.tallyhouse.billing.period;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** A phase: its days and the prices that hold during them, in the order in which they appear on an invoice. */
public record PhasePlan(Term term, List<PricePlan> prices) {
    public PhasePlan {
        requireNonNull(term, "term is null");
        prices = List.copyOf(prices);
    }
}
