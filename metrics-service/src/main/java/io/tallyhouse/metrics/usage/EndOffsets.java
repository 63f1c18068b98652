package io.tallyhouse.metrics.usage;

import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where one partition ended when: of each end offset the latest time it was seen at. Bounded; what is thinned out makes
 * answers older, never wrong. Thread-safe.
 */
public final class EndOffsets {
    /** Half an hour of a busy partition at four samples a second. */
    public static final int SAMPLES_MAX = 8_000;

    private final TreeMap<Long, Instant> latestByEnd = new TreeMap<>();

    /** @param seenAt a time at which the end offset had not been read yet */
    public synchronized void seen(long endOffset, Instant seenAt) {
        latestByEnd.merge(endOffset, seenAt, (a, b) -> a.isAfter(b) ? a : b);
        if (latestByEnd.size() > SAMPLES_MAX) {
            thinOut();
        }
    }

    /** The latest time at which the partition ended at {@code position} or before. */
    public synchronized Optional<Instant> coveredBy(long position) {
        Map.@Nullable Entry<Long, Instant> covered = latestByEnd.floorEntry(position);
        if (covered == null) {
            return Optional.empty();
        }
        // positions only grow, so what lies below will not be asked for again
        latestByEnd.headMap(covered.getKey(), false).clear();
        return Optional.of(covered.getValue());
    }

    /** The greatest end offset seen; empty before the first. */
    public synchronized OptionalLong last() {
        return latestByEnd.isEmpty() ? OptionalLong.empty() : OptionalLong.of(latestByEnd.lastKey());
    }

    private void thinOut() {
        Iterator<Long> ends = latestByEnd.keySet().iterator();
        boolean keep = true;
        while (ends.hasNext()) {
            ends.next();
            if (!keep && ends.hasNext()) {
                ends.remove();
            }
            keep = !keep;
        }
    }
}
