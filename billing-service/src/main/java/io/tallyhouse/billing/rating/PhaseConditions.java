package io.tallyhouse.billing.rating;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.contracts.billing.PhaseBound;
import io.tallyhouse.contracts.billing.PhaseDiscount;
import java.util.List;

/** What a phase adds to the prices of its charges. */
public record PhaseConditions(
        List<PhaseDiscount> discounts, List<PhaseBound> minimums, List<PhaseBound> maximums, Lengths lengths) {
    public static final PhaseConditions NONE = new PhaseConditions(List.of(), List.of(), List.of(), Lengths.IN_DAYS);

    public PhaseConditions {
        discounts = List.copyOf(discounts);
        minimums = List.copyOf(minimums);
        maximums = List.copyOf(maximums);
        requireNonNull(lengths, "lengths is null");
    }
}
