package io.tallyhouse.ingest.intake;

import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the meter makes of a log, in the plainest words: the latest version of each identity that is not void. */
final class CountedIdentities {
    private CountedIdentities() {}

    /** Subject and data of what counts, by event id; more than one subject is a fault of whoever wrote the log. */
    static Map<String, Map<String, UsageEvent>> of(List<UsageRecord> log) {
        Map<EventIdentity, UsageEvent> latest = new HashMap<>();
        Set<EventIdentity> voided = new HashSet<>();
        for (UsageRecord record : log) {
            if (record instanceof UsageEvent event) {
                latest.put(event.identity(), event);
            } else if (record instanceof EventVoid change) {
                voided.add(change.identity());
            } else if (record instanceof EventRestore change) {
                voided.remove(change.identity());
            }
        }
        latest.keySet().removeAll(voided);
        Map<String, Map<String, UsageEvent>> counted = new TreeMap<>();
        latest.forEach((identity, event) ->
                counted.computeIfAbsent(identity.id(), id -> new TreeMap<>()).put(identity.subject(), event));
        return counted;
    }
}
