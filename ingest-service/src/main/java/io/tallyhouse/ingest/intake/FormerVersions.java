package io.tallyhouse.ingest.intake;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.FormerVersion;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What was accepted of identities that the meter may have forgotten. */
public interface FormerVersions {
    /** What was accepted within this time, the meter remembers itself. */
    Duration remembered();

    /**
     * What stands of an identity.
     *
     * @param version that counts or is void; empty if there is none
     * @param isVoid nothing of the identity counts, whatever comes
     */
    record Former(Optional<FormerVersion> version, boolean isVoid) {}

    /** Whether it may have been accepted or voided longer ago than the meter remembers. If not, it surely was not. */
    boolean mayBeForgotten(EventIdentity identity);

    /**
     * Of each identity what is known; nothing for one that is not. What was accepted a moment ago may be missing: the
     * meter remembers it. Fails if it cannot be told, after a short while at the latest.
     */
    Uni<Map<EventIdentity, Former>> of(Collection<EventIdentity> identities);
}
