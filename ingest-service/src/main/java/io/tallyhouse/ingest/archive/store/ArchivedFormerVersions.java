package io.tallyhouse.ingest.archive.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.ingest.archive.EventArchive;
import io.tallyhouse.ingest.archive.EventHistory;
import io.tallyhouse.ingest.intake.FormerVersions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@link FormerVersions} from the archive. */
@ApplicationScoped
class ArchivedFormerVersions implements FormerVersions {
    private final EventArchive archive;
    private final int memoryDays;
    private final Duration patience;
    private final ForgottenIdentities forgotten;

    ArchivedFormerVersions(
            EventArchive archive,
            ForgottenIdentities forgotten,
            ArchiveSettings settings,
            @ConfigProperty(name = "tallyhouse.memory-days", defaultValue = "35") int memoryDays) {
        this.archive = archive;
        this.forgotten = forgotten;
        this.memoryDays = memoryDays;
        this.patience = settings.lookupTimeout();
    }

    @Override
    public Duration remembered() {
        return Duration.ofDays(memoryDays);
    }

    @Override
    public boolean mayBeForgotten(EventIdentity identity) {
        return forgotten.mayContain(identity);
    }

    @Override
    public Uni<Map<EventIdentity, Former>> of(Collection<EventIdentity> identities) {
        return archive.histories(identities).ifNoItem().after(patience).fail().map(ArchivedFormerVersions::former);
    }

    private static Map<EventIdentity, Former> former(Map<EventIdentity, EventHistory> histories) {
        Map<EventIdentity, Former> former = new HashMap<>(histories.size() * 2);
        histories.forEach((identity, history) -> former.put(identity, history.asFormer()));
        return former;
    }
}
