package io.tallyhouse.ingest.archive;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.ingest.archive.EventVersion.State;
import io.tallyhouse.ingest.intake.FormerVersionsUnknown;
import io.tallyhouse.ingest.intake.UsageLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Takes the versions of an event out of quarantine: appends them with what the archive has of the event by now. Releasing
 * twice is harmless, for the second one is a duplicate.
 */
@ApplicationScoped
public class ReleaseEvent {
    private final EventArchive archive;
    private final UsageLog log;

    public ReleaseEvent(EventArchive archive, UsageLog log) {
        this.archive = archive;
        this.log = log;
    }

    /**
     * How many versions the log has now, in the order in which they were accepted; empty for an identity of which nothing
     * was received. Fails with {@link FormerVersionsUnknown} if the archive cannot be asked, and as {@link
     * UsageLog#append} does.
     */
    public Uni<Optional<Integer>> execute(EventIdentity identity) {
        return archive.histories(List.of(identity))
                .onFailure()
                .transform(FormerVersionsUnknown::new)
                .chain(histories -> Optional.ofNullable(histories.get(identity))
                        .map(history -> release(history).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Integer> release(EventHistory history) {
        List<EventVersion> quarantined = history.versions().stream()
                .filter(version -> version.state() == State.QUARANTINED)
                .toList();
        List<UsageRecord> records = quarantined.stream()
                .flatMap(version -> history.asFormer().before(version.asAccepted()).stream())
                .toList();
        return records.isEmpty()
                ? Uni.createFrom().item(0)
                : log.append(records).replaceWith(quarantined.size());
    }
}
