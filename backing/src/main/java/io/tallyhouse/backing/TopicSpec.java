package io.tallyhouse.backing;

import java.util.Map;

/**
 * A topic to be there, e.g. {@code new TopicSpec("usage-events", 4, Map.of("retention.ms", "-1"))}.
 *
 * @param partitions of a topic that is created; one that exists keeps its own
 * @param config topic configuration by Kafka's names
 */
public record TopicSpec(String name, int partitions, Map<String, String> config) {
    public TopicSpec {
        if (partitions < 1) {
            throw new IllegalArgumentException("topic " + name + " needs at least one partition, got " + partitions);
        }
        config = Map.copyOf(config);
    }
}
