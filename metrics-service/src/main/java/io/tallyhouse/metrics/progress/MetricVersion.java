package io.tallyhouse.metrics.progress;

import io.tallyhouse.contracts.metric.MetricStateRecord;
import io.tallyhouse.contracts.metric.MetricStateRecord.State;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.util.Comparator;
import java.util.Map;

/** One version of a tenant's metric. */
public record MetricVersion(TenantId tenant, MetricId metric, int version) implements Comparable<MetricVersion> {
    private static final Comparator<MetricVersion> ORDER = Comparator.comparing(MetricVersion::tenant)
            .thenComparing(MetricVersion::metric)
            .thenComparingInt(MetricVersion::version);

    /**
     * What is told once these partitions have passed.
     *
     * @param startOffsets offset of the control record by partition
     */
    public MetricStateRecord state(Map<Integer, Long> startOffsets, int partitions) {
        State state = startOffsets.size() < partitions ? State.PREPARING : State.READY;
        return new MetricStateRecord(tenant, metric, version, state, startOffsets, partitions);
    }

    @Override
    public int compareTo(MetricVersion other) {
        return ORDER.compare(this, other);
    }
}
