package io.tallyhouse.metrics.meter;

import java.util.List;

/**
 * What a record did.
 *
 * @param unusable the metric versions whose filters an event passed, but whose property it lacks or has no number in
 */
public record Effect(Kind kind, List<StartedMetric> unusable) {
    /** One of these for every record. */
    public enum Kind {
        /** First version of its identity, counted by at least one metric version. */
        COUNTED,
        /** First version of its identity, counted by no metric version. */
        UNUSED,
        /** The same content again: nothing changed. */
        DUPLICATE,
        /** Other content under a known identity: the former version is taken back. */
        SUPERSEDED,
        /** A version of a void identity: kept, not counted. */
        HELD_VOID,
        /** The identity counts no more. */
        VOIDED,
        /** The latest version counts again. */
        RESTORED,
        /** A void of a void identity, or a restore of one that is not void. */
        UNCHANGED,
        /** A metric version counts from here on. */
        METRIC_STARTED,
        /** The start of a metric version that has started before. */
        METRIC_KNOWN
    }

    public Effect {
        unusable = List.copyOf(unusable);
    }

    static Effect of(Kind kind) {
        return new Effect(kind, List.of());
    }
}
