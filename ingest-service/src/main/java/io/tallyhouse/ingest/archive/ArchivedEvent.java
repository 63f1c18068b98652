package io.tallyhouse.ingest.archive;

import java.time.Instant;

/**
 * One version of an event. An event sent again unchanged is no new version.
 *
 * @param time as sent, or the acceptance time in RFC 3339 UTC
 * @param data JSON object, values as sent
 */
public record ArchivedEvent(
        ArchivePosition position,
        String subject,
        String source,
        String id,
        String type,
        String time,
        Instant acceptedAt,
        String data,
        State state) {
    /** What later records of the same identity have made of it. */
    public enum State {
        /** The current version; it counts. */
        COUNTED,
        /** Another version came after it. */
        SUPERSEDED,
        /** The current version of a voided identity. */
        VOID
    }
}
