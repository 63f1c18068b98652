package io.tallyhouse.ingest.archive;

import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import java.util.Optional;

/**
 * One version of an event: a content, and what became of it. The same content sent again is no new version.
 *
 * @param first the record that brought it
 * @param time that it counts at: as sent, or that of the version before it, or the acceptance in RFC 3339 UTC
 * @param revision the highest that it was sent with
 * @param duplicates how often it was sent again
 */
public record EventVersion(
        EventIdentity identity, LoggedRecord first, String time, State state, Optional<Long> revision, int duplicates) {
    /** What later records of the same identity, and those before it, have made of it. */
    public enum State {
        /** The version that counts. */
        COUNTED,
        /** Another version has come after it. */
        SUPERSEDED,
        /** Its revision was lower than one received before it. */
        OUTDATED,
        /** The version that would count, but that the identity is void. */
        VOID,
        /** It could not be looked up whether it was counted before; it counts once it is released. */
        QUARANTINED
    }

    public EventContent content() {
        return first.what();
    }

    /** As it was accepted. */
    public UsageEvent asAccepted() {
        return content().event(identity, first.acceptedAt());
    }

    /** With the time that it counts at. */
    public UsageEvent asCounted() {
        EventContent content = content();
        return new UsageEvent(
                identity,
                content.type(),
                Optional.of(time),
                first.acceptedAt(),
                content.data(),
                content.revision(),
                Optional.empty());
    }
}
