package io.tallyhouse.metrics.usage;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

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

    /** Where the partition ended when last looked at; empty if it was not yet. */
    OptionalLong end(int partition);
}
