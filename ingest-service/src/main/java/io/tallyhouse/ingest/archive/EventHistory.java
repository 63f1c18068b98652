package io.tallyhouse.ingest.archive;

import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.FormerVersion;
import io.tallyhouse.ingest.archive.EventVersion.State;
import io.tallyhouse.ingest.intake.FormerVersions.Former;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the log says of one identity. The rules are the meter's, on the same records in the same order.
 *
 * @param versions in the order in which they came
 * @param changes voids and restores that took effect, in their order
 * @param isVoid nothing of the identity counts, whatever is sent again, until it is restored
 * @param revision the highest received
 */
public record EventHistory(
        EventIdentity identity,
        List<EventVersion> versions,
        List<StateChange> changes,
        boolean isVoid,
        Optional<Long> revision) {
    public EventHistory {
        versions = List.copyOf(versions);
        changes = List.copyOf(changes);
    }

    /** A void or a restore. */
    public record StateChange(Kind kind, Instant acceptedAt, long offset) {
        /** Which of the two. */
        public enum Kind {
            VOIDED,
            RESTORED
        }
    }

    /** @param records of the identity, by offset */
    public static EventHistory of(EventIdentity identity, List<LoggedRecord> records) {
        HistoryFold fold = new HistoryFold(identity);
        records.forEach(fold::add);
        return fold.history();
    }

    /** The version that counts, or would but that the identity is void. */
    public Optional<EventVersion> standing() {
        return versions.stream()
                .filter(version -> version.state() == State.COUNTED || version.state() == State.VOID)
                .findFirst();
    }

    /** What a record of this identity must bring along for a meter that has forgotten it. */
    public Optional<FormerVersion> former() {
        return standing()
                .map(version -> new FormerVersion(
                        version.first().offset(),
                        version.content().type(),
                        version.time(),
                        version.content().data(),
                        revision,
                        isVoid));
    }

    /** What stands of it now. */
    public Former asFormer() {
        return new Former(former(), isVoid);
    }

    /** The version that the record at this offset brought; empty if it brought none, as a duplicate. */
    public Optional<EventVersion> broughtAt(long offset) {
        return versions.stream()
                .filter(version -> version.first().offset() == offset)
                .findFirst();
    }
}
