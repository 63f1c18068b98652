package io.tallyhouse.metrics.meter;

import java.util.List;
import java.util.stream.Stream;

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
        /** Other content of a lower revision than the one that counts: kept by the archive only. */
        OUTDATED,
        /** Not counted before it is released. */
        QUARANTINED,
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
        METRIC_KNOWN,
        /** An event of the past was counted for a metric version, or would be but that it is void. */
        REPLAYED,
        /** A metric version had nothing to add for an event of the past: superseded since, void, or replayed before. */
        REPLAY_SKIPPED,
        /** A replay begins or ends. */
        REPLAY_STEP
    }

    public Effect {
        unusable = List.copyOf(unusable);
    }

    private static final Effect[] PLAIN =
            Stream.of(Kind.values()).map(kind -> new Effect(kind, List.of())).toArray(Effect[]::new);

    static Effect of(Kind kind) {
        return PLAIN[kind.ordinal()];
    }

    static Effect of(Kind kind, List<StartedMetric> unusable) {
        return unusable.isEmpty() ? of(kind) : new Effect(kind, unusable);
    }
}
