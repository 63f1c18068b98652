package io.tallyhouse.contracts.metric;

import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.util.Map;

/**
 * How far the meter has taken up a metric version.
 *
 * @param startOffsets offset of the control record by partition of {@code usage-events}, for those passed
 * @param partitions how many partitions there are; READY once all have passed
 */
public record MetricStateRecord(
        TenantId tenant, MetricId metric, int version, State state, Map<Integer, Long> startOffsets, int partitions) {
    /** READY: every event accepted from now on counts. */
    public enum State {
        PREPARING,
        READY
    }

    public MetricStateRecord {
        startOffsets = Map.copyOf(startOffsets);
    }
}
