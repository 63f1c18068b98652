package io.tallyhouse.ingest.intake;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventQuarantined;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.intake.EventVerdict.Refused;
import io.tallyhouse.ingest.intake.EventVerdict.Valid;
import io.tallyhouse.ingest.intake.IntakeReceipt.RefusedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Appends a request's valid events to the log and tells what became of each. */
@ApplicationScoped
public class AcceptEvents {
    private final UsageLog log;
    private final OldEvents oldEvents;

    public AcceptEvents(UsageLog log, FormerVersions formerVersions) {
        this.log = log;
        this.oldEvents = new OldEvents(formerVersions);
    }

    /**
     * Completes when the log has all valid events; fails as {@link UsageLog#append} does, and with {@link
     * FormerVersionsUnknown} while it cannot be told which events are to be looked up.
     */
    public Uni<IntakeReceipt> execute(List<EventVerdict> verdicts) {
        Sorted sorted = sort(verdicts);
        return sorted.toAppend.isEmpty()
                ? Uni.createFrom().item(sorted.receipt(0))
                : oldEvents
                        .prepared(sorted.toAppend)
                        .chain(records -> log.append(records).replaceWith(() -> sorted.receipt(quarantined(records))));
    }

    private static int quarantined(List<UsageRecord> records) {
        int quarantined = 0;
        for (UsageRecord record : records) {
            quarantined += record instanceof EventQuarantined ? 1 : 0;
        }
        return quarantined;
    }

    private record Sorted(List<UsageEvent> toAppend, int duplicates, List<RefusedEvent> refused) {
        IntakeReceipt receipt(int quarantined) {
            return new IntakeReceipt(toAppend.size() - quarantined, quarantined, duplicates, refused);
        }
    }

    /**
     * An event is a duplicate only of the last one before it with its identity: in first, second, first, the third
     * supersedes the second and must be appended.
     */
    private static Sorted sort(List<EventVerdict> verdicts) {
        List<UsageEvent> toAppend = new ArrayList<>(verdicts.size());
        List<RefusedEvent> refused = new ArrayList<>();
        Map<EventIdentity, UsageEvent> last = new HashMap<>(verdicts.size() * 2);
        int duplicates = 0;
        for (int index = 0; index < verdicts.size(); index++) {
            EventVerdict verdict = verdicts.get(index);
            if (verdict instanceof Refused bad) {
                refused.add(new RefusedEvent(index, bad.id(), bad.violations()));
            } else if (verdict instanceof Valid valid) {
                UsageEvent event = valid.event();
                if (event.equals(last.put(event.identity(), event))) {
                    duplicates++;
                } else {
                    toAppend.add(event);
                }
            }
        }
        return new Sorted(toAppend, duplicates, refused);
    }
}
