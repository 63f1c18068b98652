package io.tallyhouse.ingest.intake;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventQuarantined;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.intake.FormerVersions.Former;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Brings along with each event that the meter may have forgotten what was accepted of it before, or puts it into
 * quarantine if that cannot be told.
 */
final class OldEvents {
    /** An event may be accepted a day before its time, and a day is the meter's grain of forgetting. */
    private static final Duration MARGIN = Duration.ofDays(2);

    private static final String REASON =
            "may repeat one that the meter does not remember any more, and what was accepted before could not be"
                    + " looked up; release it to try again";

    private final FormerVersions formerVersions;

    OldEvents(FormerVersions formerVersions) {
        this.formerVersions = formerVersions;
    }

    /** What is to be appended, in the order given. Fails with {@link FormerVersionsUnknown} for a while after the start. */
    Uni<List<UsageRecord>> prepared(List<UsageEvent> events) {
        try {
            return prepared(events, old(events));
        } catch (FormerVersionsUnknown e) {
            return Uni.createFrom().failure(e);
        }
    }

    private Set<EventIdentity> old(List<UsageEvent> events) {
        Set<EventIdentity> old = new LinkedHashSet<>(0);
        for (UsageEvent event : events) {
            if (isOld(event) || formerVersions.mayBeForgotten(event.identity())) {
                old.add(event.identity());
            }
        }
        return old;
    }

    private Uni<List<UsageRecord>> prepared(List<UsageEvent> events, Set<EventIdentity> old) {
        if (old.isEmpty()) {
            return Uni.createFrom().item(List.copyOf(events));
        }
        return formerVersions
                .of(old)
                .map(found -> mapped(events, event -> with(found, event)))
                .onFailure()
                .recoverWithItem(() -> mapped(
                        events,
                        event ->
                                List.of(old.contains(event.identity()) ? new EventQuarantined(event, REASON) : event)));
    }

    private boolean isOld(UsageEvent event) {
        // an event without time is as old as its acceptance
        return event.time().isPresent()
                && event.eventTime()
                        .isBefore(event.acceptedAt()
                                .minus(formerVersions.remembered())
                                .plus(MARGIN));
    }

    private static List<UsageRecord> mapped(
            List<UsageEvent> events, Function<UsageEvent, List<? extends UsageRecord>> mapping) {
        List<UsageRecord> records = new ArrayList<>(events.size());
        events.forEach(event -> records.addAll(mapping.apply(event)));
        return records;
    }

    private static List<? extends UsageRecord> with(Map<EventIdentity, Former> found, UsageEvent event) {
        Former former = found.get(event.identity());
        return former == null ? List.of(event) : former.before(event);
    }
}
