package io.tallyhouse.kernel.aggregation;

/** What of a level counts that joins or leaves in mid-period: its average over the period. */
public enum Proration {
    /** Over calendar days of the zone, each with the level at its end: who joins on a day has it, who leaves has not. */
    DAYS,
    /** Over seconds, exactly. */
    SECONDS
}
