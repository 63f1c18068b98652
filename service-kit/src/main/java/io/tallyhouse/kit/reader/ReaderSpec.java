package io.tallyhouse.kit.reader;

import java.util.List;

/**
 * What a reader reads.
 *
 * @param name unique within the service; part of the consumer group and the key of its positions, so never change it
 * @param topics read together; order is kept within a partition only
 * @param batchMax records in one transaction at most
 */
public record ReaderSpec(String name, List<String> topics, int batchMax) {
    private static final int BATCH_MAX = 2_000;

    public ReaderSpec {
        topics = List.copyOf(topics);
        if (batchMax < 1) {
            throw new IllegalArgumentException("batchMax " + batchMax + " must be at least 1");
        }
    }

    public static ReaderSpec of(String name, String... topics) {
        return new ReaderSpec(name, List.of(topics), BATCH_MAX);
    }
}
