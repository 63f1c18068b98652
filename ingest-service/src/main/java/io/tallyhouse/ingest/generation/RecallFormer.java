package io.tallyhouse.ingest.generation;

import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.FormerVersion;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.archive.EventHistory;
import io.tallyhouse.ingest.archive.FiledRecords.Filed;
import io.tallyhouse.ingest.archive.NextArchive;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes former versions into records once more (ADR 0012): the new log is forgotten by the same days as the old one
 * was, so records must bring along what was forgotten. All that are not the first of their identity do: what the meter
 * remembers goes before it.
 */
@ApplicationScoped
class RecallFormer {
    private final NextArchive nextArchive;

    RecallFormer(NextArchive nextArchive) {
        this.nextArchive = nextArchive;
    }

    /** The records of a page, in order. What came earlier on the page was on the same day, and is remembered. */
    List<UsageRecord> with(List<Filed> page) {
        Set<EventIdentity> wanted = new HashSet<>();
        for (Filed filed : page) {
            if (!filed.isAlone()) {
                identity(filed.record()).ifPresent(wanted::add);
            }
        }
        Map<EventIdentity, EventHistory> histories = wanted.isEmpty() ? Map.of() : nextArchive.histories(wanted);
        return page.stream().map(filed -> with(filed.record(), histories)).toList();
    }

    /** Empty for what is in quarantine: it counts nowhere. */
    private static Optional<EventIdentity> identity(UsageRecord record) {
        if (record instanceof EventVoid voided) {
            return Optional.of(voided.identity());
        }
        if (record instanceof EventRestore restored) {
            return Optional.of(restored.identity());
        }
        return record instanceof UsageEvent event ? Optional.of(event.identity()) : Optional.empty();
    }

    private static UsageRecord with(UsageRecord record, Map<EventIdentity, EventHistory> histories) {
        Optional<FormerVersion> found = identity(record)
                .flatMap(identity -> Optional.ofNullable(histories.get(identity)))
                .flatMap(EventHistory::former);
        if (found.isEmpty()) {
            return record;
        }
        if (record instanceof UsageEvent event) {
            return event.with(found.get());
        }
        if (record instanceof EventVoid voided) {
            return new EventVoid(voided.identity(), voided.acceptedAt(), found);
        }
        EventRestore restored = (EventRestore) record;
        return new EventRestore(restored.identity(), restored.acceptedAt(), found);
    }
}
