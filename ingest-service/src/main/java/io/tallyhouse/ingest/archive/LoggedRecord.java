package io.tallyhouse.ingest.archive;

import java.time.Instant;
import java.util.Optional;

/**
 * One record of the log about an identity.
 *
 * @param offset in the partition; all records of an identity are in one
 * @param content of EVENT and QUARANTINED
 * @param reason of QUARANTINED, for people
 */
public record LoggedRecord(
        int partition,
        long offset,
        Kind kind,
        Instant acceptedAt,
        Optional<EventContent> content,
        Optional<String> reason) {
    /** What a record does. */
    public enum Kind {
        EVENT,
        QUARANTINED,
        VOID,
        RESTORE
    }

    EventContent what() {
        return content.orElseThrow(() -> new IllegalStateException(kind + " at " + offset + " has no content"));
    }
}
