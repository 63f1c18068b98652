package io.tallyhouse.ingest.archive;

import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventQuarantined;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
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

    /** As it was appended, but for what it brought along of former versions. */
    public UsageRecord asRecord(EventIdentity identity) {
        return switch (kind) {
            case EVENT -> what().event(identity, acceptedAt);
            case QUARANTINED -> new EventQuarantined(what().event(identity, acceptedAt), reason.orElse(""));
            case VOID -> new EventVoid(identity, acceptedAt);
            case RESTORE -> new EventRestore(identity, acceptedAt);
        };
    }

    EventContent what() {
        return content.orElseThrow(() -> new IllegalStateException(kind + " at " + offset + " has no content"));
    }
}
