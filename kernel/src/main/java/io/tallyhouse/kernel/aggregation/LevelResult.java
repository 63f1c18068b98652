package io.tallyhouse.kernel.aggregation;

/** What a level comes to over a period, out of its heights and how long each holds. */
public enum LevelResult {
    /** Their average: the sum of heights times seconds, divided by the period's seconds. */
    AVERAGE,
    /** Units times hours: the sum of heights times seconds, divided by 3600; it grows with the period. */
    UNIT_HOURS
}
