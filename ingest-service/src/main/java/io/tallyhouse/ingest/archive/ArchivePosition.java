package io.tallyhouse.ingest.archive;

import java.time.Instant;
import java.util.Comparator;

/** A place in the order of the archive: by event time, in whole microseconds, then by offset, then by partition. */
public record ArchivePosition(Instant eventTime, int partition, long offset) implements Comparable<ArchivePosition> {
    private static final Comparator<ArchivePosition> ORDER = Comparator.comparing(ArchivePosition::eventTime)
            .thenComparingLong(ArchivePosition::offset)
            .thenComparingInt(ArchivePosition::partition);

    @Override
    public int compareTo(ArchivePosition other) {
        return ORDER.compare(this, other);
    }
}
