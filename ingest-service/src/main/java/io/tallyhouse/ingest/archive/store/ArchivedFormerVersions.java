package io.tallyhouse.ingest.archive.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.FormerVersion;
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

    ArchivedFormerVersions(
            EventArchive archive,
            ArchiveSettings settings,
            @ConfigProperty(name = "tallyhouse.memory-days", defaultValue = "35") int memoryDays) {
        this.archive = archive;
        this.memoryDays = memoryDays;
        this.patience = settings.lookupTimeout();
    }

    @Override
    public Duration remembered() {
        return Duration.ofDays(memoryDays);
    }

    @Override
    public Uni<Map<EventIdentity, FormerVersion>> of(Collection<EventIdentity> identities) {
        return archive.histories(identities).ifNoItem().after(patience).fail().map(ArchivedFormerVersions::former);
    }

    private static Map<EventIdentity, FormerVersion> former(Map<EventIdentity, EventHistory> histories) {
        Map<EventIdentity, FormerVersion> former = new HashMap<>(histories.size() * 2);
        histories.forEach((identity, history) -> history.former().ifPresent(version -> former.put(identity, version)));
        return former;
    }
}
