package io.tallyhouse.billing.usage;

import io.tallyhouse.contracts.topic.Partitioner;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Offsets that the meter must have published before usage is complete: those of the partitions that the subjects' events
 * are in, and of no other, so that one partition's lag holds back nobody else.
 *
 * @param offsets by partition of {@code usage-events}; partitions without records are left out
 */
public record Completeness(SortedMap<Integer, Long> offsets) {
    public static final Completeness NOTHING_NEEDED = new Completeness(new TreeMap<>());

    public Completeness {
        offsets = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
    }

    /** @param endOffsets of all partitions, read once no event that must count can still be accepted */
    public static Completeness needed(TenantId tenant, Collection<String> subjects, Map<Integer, Long> endOffsets) {
        TreeMap<Integer, Long> needed = new TreeMap<>();
        for (String subject : subjects) {
            int partition = Partitioner.partition(Topics.usageKey(tenant, subject), endOffsets.size());
            long end = endOffsets.getOrDefault(partition, 0L);
            if (end > 0) {
                needed.put(partition, end);
            }
        }
        return new Completeness(needed);
    }

    /** What is still missing at these positions; empty once usage is complete. */
    public List<Lag> lags(Map<Integer, Long> positions) {
        return offsets.entrySet().stream()
                .map(entry -> new Lag(entry.getKey(), positions.getOrDefault(entry.getKey(), 0L), entry.getValue()))
                .filter(lag -> lag.position() < lag.needed())
                .toList();
    }

    /** A partition whose published position has not passed the needed offset. */
    public record Lag(int partition, long position, long needed) {}
}
