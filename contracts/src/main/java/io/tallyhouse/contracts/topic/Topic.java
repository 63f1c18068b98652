package io.tallyhouse.contracts.topic;

import java.util.Map;
import java.util.function.Function;

/**
 * A topic: its name, how its values are written and read, and how it is made.
 *
 * @param <V> value; a null value (tombstone) is never written
 * @param config Kafka topic settings
 */
public record Topic<V>(
        String name, Function<V, byte[]> writeValue, Function<byte[], V> readValue, Map<String, String> config) {
    public Topic {
        config = Map.copyOf(config);
    }
}
