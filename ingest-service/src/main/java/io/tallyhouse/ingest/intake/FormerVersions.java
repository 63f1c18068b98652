package io.tallyhouse.ingest.intake;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.FormerVersion;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
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
    record Former(Optional<FormerVersion> version, boolean isVoid) {
        /** What is to be appended so that a meter that has forgotten the identity takes the event as one that has not. */
        public List<UsageRecord> before(UsageEvent event) {
            if (version.isPresent()) {
                return List.of(event.with(version.get()));
            }
            // it was voided before it came, and the meter may not know that any more
            return isVoid ? List.of(new EventVoid(event.identity(), event.acceptedAt()), event) : List.of(event);
        }
    }

    /**
     * Whether it may have been accepted or voided longer ago than the meter remembers. If not, it surely was not.
     *
     * @throws FormerVersionsUnknown for a while after the start, if nobody can tell yet
     */
    boolean mayBeForgotten(EventIdentity identity);

    /**
     * Of each identity what is known; nothing for one that is not. What was accepted a moment ago may be missing: the
     * meter remembers it. Fails if it cannot be told, after a short while at the latest.
     */
    Uni<Map<EventIdentity, Former>> of(Collection<EventIdentity> identities);
}
