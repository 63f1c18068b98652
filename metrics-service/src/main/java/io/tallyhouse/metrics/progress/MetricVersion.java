package io.tallyhouse.metrics.progress;

import io.tallyhouse.contracts.metric.MetricStateRecord;
import io.tallyhouse.contracts.metric.MetricStateRecord.Progress;
import io.tallyhouse.contracts.metric.MetricStateRecord.State;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One version of a tenant's metric. */
public record MetricVersion(TenantId tenant, MetricId metric, int version) implements Comparable<MetricVersion> {
    private static final Comparator<MetricVersion> ORDER = Comparator.comparing(MetricVersion::tenant)
            .thenComparing(MetricVersion::metric)
            .thenComparingInt(MetricVersion::version);

    /**
     * How far one partition is.
     *
     * @param startOffset of the control record
     * @param done events of the past counted so far
     * @param total of them there are at most
     * @param caughtUp none is left
     */
    public record PartitionProgress(long startOffset, long done, long total, boolean caughtUp) {}

    /**
     * What is told of the version.
     *
     * @param passed by partition, those that have passed the control record
     */
    public MetricStateRecord state(Map<Integer, PartitionProgress> passed, int partitions) {
        boolean ready = passed.size() >= partitions && passed.values().stream().allMatch(PartitionProgress::caughtUp);
        Progress progress = new Progress(
                passed.values().stream().mapToLong(PartitionProgress::done).sum(),
                passed.values().stream()
                        .mapToLong(partition -> Math.max(partition.done, partition.total))
                        .sum());
        Map<Integer, Long> startOffsets = new TreeMap<>();
        passed.forEach((partition, at) -> startOffsets.put(partition, at.startOffset));
        State state = ready ? State.READY : State.PREPARING;
        return new MetricStateRecord(tenant, metric, version, state, startOffsets, partitions, Optional.of(progress));
    }

    @Override
    public int compareTo(MetricVersion other) {
        return ORDER.compare(this, other);
    }
}
