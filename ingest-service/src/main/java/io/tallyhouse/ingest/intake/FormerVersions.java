package io.tallyhouse.ingest.intake;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.FormerVersion;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** What was accepted of identities that the meter may have forgotten. */
public interface FormerVersions {
    /** What was accepted within this time, the meter remembers itself. */
    Duration remembered();

    /**
     * Of each identity the version that counts or is void; nothing for one of which no version is known. What was
     * accepted a moment ago may be missing: the meter remembers it. Fails if it cannot be told, after a short while at
     * the latest.
     */
    Uni<Map<EventIdentity, FormerVersion>> of(Collection<EventIdentity> identities);
}
