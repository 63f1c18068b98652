package io.tallyhouse.contracts.metric;

import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.util.Map;
import java.util.Optional;

/**
 * How far the meter has taken up a metric version.
 *
 * @param startOffsets offset of the control record by partition of {@code usage-events}, for those passed
 * @param partitions how many partitions there are; READY once all have passed and the past of all is counted
 * @param progress with the past; empty in records of a writer that did not tell it
 */
public record MetricStateRecord(
        TenantId tenant,
        MetricId metric,
        int version,
        State state,
        Map<Integer, Long> startOffsets,
        int partitions,
        Optional<Progress> progress) {
    /** READY: every event that was accepted is counted, and every one accepted from now on. */
    public enum State {
        PREPARING,
        READY
    }

    /**
     * Events of the past.
     *
     * @param done looked at so far
     * @param total there are at most, as far as known; {@code done} at the end
     */
    public record Progress(long done, long total) {}

    public MetricStateRecord {
        startOffsets = Map.copyOf(startOffsets);
    }

    public MetricStateRecord(
            TenantId tenant,
            MetricId metric,
            int version,
            State state,
            Map<Integer, Long> startOffsets,
            int partitions) {
        this(tenant, metric, version, state, startOffsets, partitions, Optional.empty());
    }
}
