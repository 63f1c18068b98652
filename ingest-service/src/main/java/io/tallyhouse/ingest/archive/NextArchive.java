package io.tallyhouse.ingest.archive;

import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The archive of a generation of the log that is being filled, beside the one in force. It comes into force when the
 * service starts with that generation. All calls block.
 */
public interface NextArchive {
    /** @param appendedAt as in the log that it comes from: it is kept for as long */
    record Refiled(UsageRecord record, int partition, long offset, Instant appendedAt) {}

    /** Begins with nothing, whatever an earlier attempt has left. */
    void begin(LogGeneration generation);

    void file(List<Refiled> records);

    /** Of each identity that is filed. */
    Map<EventIdentity, EventHistory> histories(Collection<EventIdentity> identities);

    /**
     * Says that all is filed.
     *
     * @param topicId of the generation's {@code usage-events}
     * @param ends by partition, where it is read on
     */
    void finish(LogGeneration generation, String topicId, Map<Integer, Long> ends);
}
