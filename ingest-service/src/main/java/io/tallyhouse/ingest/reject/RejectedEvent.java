package io.tallyhouse.ingest.reject;

import io.tallyhouse.contracts.usage.RejectedRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * A rejected record and what has become of it.
 *
 * @param sequence its place in lists, which are newest first
 * @param replayedAt wall time; there if the state is REPLAYED
 */
public record RejectedEvent(long sequence, RejectedRecord record, State state, Optional<Instant> replayedAt) {
    public enum State {
        /** In no count. */
        REJECTED,
        /** Its event, mended or not, was accepted after all. */
        REPLAYED
    }
}
