package io.tallyhouse.kernel.aggregation;

import java.math.BigDecimal;
import java.util.Optional;

/** How the events of a period become one number. */
public enum Aggregation {
    /** The number of events. */
    COUNT(Input.NOTHING, true),
    /** The sum of the numbers. */
    SUM(Input.NUMBER, true),
    /** The least number. */
    MIN(Input.NUMBER, false),
    /** The greatest number. */
    MAX(Input.NUMBER, false),
    /** The sum of the numbers divided by how many there are, to 34 digits, half even. */
    AVG(Input.NUMBER, false),
    /** The number of the event with the greatest (time, id). */
    LATEST(Input.NUMBER, false),
    /** How many different texts there are; with operations, how many of them are present at the period's end. */
    UNIQUE(Input.MEMBER, true),
    /** The numbers are changes of a level; its average or unit-hours over the period, the level before it carried over. */
    WEIGHTED_SUM(Input.NUMBER, false),
    /** The numbers are levels that hold until the next one of their subject; the subjects' sum at the period's end. */
    GAUGE(Input.NUMBER, false),
    /** Nearest rank over the sums of the period's slots, empty ones as 0. */
    PERCENTILE(Input.NUMBER, false);

    /** What an event must bring to count. */
    public enum Input {
        NOTHING,
        /** A number: a property's or an expression's value. */
        NUMBER,
        /** Any text, number or boolean: a property's value. */
        MEMBER
    }

    private final Input input;
    private final boolean zeroWhenEmpty;

    Aggregation(Input input, boolean zeroWhenEmpty) {
        this.input = input;
        this.zeroWhenEmpty = zeroWhenEmpty;
    }

    public Input input() {
        return input;
    }

    /** What a period comes to that has no event and no level from before; empty where no such number is (priced as 0). */
    public Optional<BigDecimal> emptyResult() {
        return zeroWhenEmpty ? Optional.of(BigDecimal.ZERO) : Optional.empty();
    }

    /** True where a period may start from the level of earlier ones: a matter of choice. */
    public boolean mayCarryOver() {
        return zeroWhenEmpty;
    }

    /** True where a period always starts from the level of earlier ones. */
    public boolean alwaysCarriesOver() {
        return this == WEIGHTED_SUM || this == GAUGE;
    }

    /** True where there is a choice of {@link LevelResult}. */
    public boolean hasResults() {
        return this == WEIGHTED_SUM;
    }

    /** True where a level may be averaged over the period's days or seconds. */
    public boolean mayProrate() {
        return zeroWhenEmpty || this == GAUGE;
    }
}
