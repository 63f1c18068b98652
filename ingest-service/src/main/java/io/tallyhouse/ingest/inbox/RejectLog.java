package io.tallyhouse.ingest.inbox;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.RejectedRecord;
import java.util.List;

/** The log of what is no event. */
public interface RejectLog {
    /** Completes when every replica in sync has all of them. Appending the same again is harmless. */
    Uni<Void> append(List<RejectedRecord> rejected);
}
