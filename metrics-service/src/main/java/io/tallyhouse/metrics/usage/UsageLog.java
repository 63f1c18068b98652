package io.tallyhouse.metrics.usage;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** The log of {@code usage-events}, as seen from outside: how many partitions, and where they ended when. */
public interface UsageLog {
    /** How many partitions it has; waits a little until it is known. */
    Uni<Integer> partitions();

    /**
     * The latest wall-clock time at which the partition had no more records than the position covers; empty if none was
     * seen.
     *
     * @param position next offset
     */
    Optional<Instant> coveredBy(int partition, long position);
}
