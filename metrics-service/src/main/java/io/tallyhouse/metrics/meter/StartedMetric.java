package io.tallyhouse.metrics.meter;

import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.aggregation.SlotForm;

/**
 * A metric version that counts in this partition.
 *
 * @param number of the start in this partition's log, from 0; contributions name their metric version by it
 * @param offset of the control record; later events count
 * @param form of its slots, by its definition
 */
public record StartedMetric(int number, MetricDefinition definition, long offset, Replay replay, SlotForm form) {
    public StartedMetric(int number, MetricDefinition definition, long offset, Replay replay) {
        this(number, definition, offset, replay, definition.measure().form());
    }

    /**
     * How far the past before {@code offset} is counted.
     *
     * @param reached the offset of the last event replayed; -1 before the first
     * @param done how many were replayed
     * @param events how many there are to replay, as far as known
     * @param caughtUp nothing is left
     */
    public record Replay(long reached, long done, long events, boolean caughtUp) {
        public static final Replay NOT_BEGUN = new Replay(-1, 0, 0, false);

        Replay of(long allEvents) {
            return new Replay(reached, done, allEvents, caughtUp);
        }

        Replay past(long eventOffset) {
            return new Replay(eventOffset, done + 1, Math.max(events, done + 1), caughtUp);
        }

        Replay ended() {
            return new Replay(reached, done, done, true);
        }
    }

    StartedMetric with(Replay changed) {
        return new StartedMetric(number, definition, offset, changed, form);
    }

    /** Whether what was accepted at this offset has been counted by this version, live or replayed. */
    boolean hasCounted(long eventOffset) {
        return eventOffset > offset || eventOffset <= replay.reached() || replay.caughtUp();
    }
}
