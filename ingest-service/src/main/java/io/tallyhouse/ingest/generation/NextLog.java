package io.tallyhouse.ingest.generation;

import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.contracts.usage.UsageRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The log of a generation that is being filled. All calls block. */
public interface NextLog {
    /**
     * What there is of it.
     *
     * @param ends by partition: the offset that the next record gets
     */
    record Topic(String id, Map<Integer, Long> ends) {
        public boolean isEmpty() {
            return ends.values().stream().allMatch(end -> end == 0);
        }
    }

    /** @param at when it is said to be appended */
    record Dated(UsageRecord record, Instant at) {}

    /** Where a record stands. */
    record Place(int partition, long offset) {}

    Topic topic(LogGeneration generation);

    /** Puts all into every partition, in order. Returns when every replica in sync has them. */
    void begin(LogGeneration generation, List<UsageRecord> controls, Instant at);

    /**
     * Those of one subject go into one partition, in order. Returns when every replica in sync has them.
     *
     * @return of each record, in their order
     */
    List<Place> append(LogGeneration generation, List<Dated> records);
}
