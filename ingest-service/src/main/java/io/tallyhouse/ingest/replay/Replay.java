package io.tallyhouse.ingest.replay;

import io.tallyhouse.ingest.archive.PastEvents.Past;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;

/**
 * The past of one partition for one metric version.
 *
 * @param start offset of the version's start: everything below is its past
 * @param reached all up to this offset is replayed; -1 before the first
 * @param replayed events so far
 */
public record Replay(MetricVersion metric, int partition, long start, State state, long reached, long replayed) {
    /** A version of a metric, and the type of the events that it counts. */
    public record MetricVersion(TenantId tenant, MetricId id, int version, String eventType) {}

    /** How far it is. */
    public enum State {
        WAITING,
        RUNNING,
        DONE
    }

    Past past() {
        return new Past(metric.tenant(), metric.eventType(), partition, start);
    }

    Replay in(State changed) {
        return new Replay(metric, partition, start, changed, reached, replayed);
    }

    Replay past(long through, int events) {
        return new Replay(metric, partition, start, state, through, replayed + events);
    }
}
