package io.tallyhouse.kernel.aggregation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How a metric's events become a number.
 *
 * @param operations of UNIQUE only: events say whether their member joins or leaves
 * @param slotLength 1, 5 or 15 minutes
 */
public record Measure(Aggregation aggregation, ResultOptions options, boolean operations, Duration slotLength) {
    public Measure {
        requireNonNull(slotLength, "slotLength is null");
        require(
                (aggregation == Aggregation.PERCENTILE) == options.percentile().isPresent(),
                aggregation + " with percentile " + options.percentile());
        require(!options.carryOver() || aggregation.mayCarryOver(), aggregation + " has no carryOver");
        require(options.prorate().isEmpty() || aggregation.mayProrate(), aggregation + " is not prorated");
        require(options.result().isEmpty() || aggregation.hasResults(), aggregation + " has one result only");
        require(!operations || aggregation == Aggregation.UNIQUE, aggregation + " has no operations");
        require(
                operations
                        || aggregation != Aggregation.UNIQUE
                        || options.prorate().isEmpty() && !options.carryOver(),
                "UNIQUE has a level by operations only");
    }

    /** What is kept of each slot's events. */
    public SlotForm form() {
        return switch (aggregation) {
            case COUNT, SUM ->
                options.prorate().equals(Optional.of(Proration.SECONDS)) ? SlotForm.WEIGHTED : SlotForm.TOTAL;
            case AVG, PERCENTILE -> SlotForm.TOTAL;
            case MIN -> SlotForm.LEAST;
            case MAX -> SlotForm.GREATEST;
            case LATEST, GAUGE -> SlotForm.NEWEST;
            case UNIQUE -> operations ? SlotForm.NEWEST : SlotForm.TOTAL;
            case WEIGHTED_SUM -> SlotForm.WEIGHTED;
        };
    }

    /** True where a period's result needs the slots of all time before it. */
    public boolean carriesOver() {
        return options.carryOver() || aggregation.alwaysCarriesOver();
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }
}
