package io.tallyhouse.ingest.archive;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.Rfc3339;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What one record says that happened.
 *
 * @param time as sent; empty if the sender gave none
 * @param data by key in code-point order, values as sent
 * @param revision as sent
 */
public record EventContent(
        String type, Optional<String> time, SortedMap<String, DataValue> data, Optional<Long> revision) {
    /** @param countsAt the time that the version counts at */
    boolean isSame(EventContent former, String countsAt) {
        return type.equals(former.type)
                && data.equals(former.data)
                && (time.isEmpty() || time.get().equals(countsAt));
    }

    UsageEvent event(EventIdentity identity, Instant acceptedAt) {
        return new UsageEvent(identity, type, time, acceptedAt, data, revision, Optional.empty());
    }

    String timeOr(Instant acceptedAt) {
        return time.orElseGet(() -> Rfc3339.format(acceptedAt));
    }
}
