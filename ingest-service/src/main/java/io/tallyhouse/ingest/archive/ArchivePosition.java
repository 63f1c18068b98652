package io.tallyhouse.ingest.archive;

import java.time.Instant;

/** A place in the order of the archive: by event time, in whole microseconds, then by offset, then by partition. */
public record ArchivePosition(Instant eventTime, int partition, long offset) {}
