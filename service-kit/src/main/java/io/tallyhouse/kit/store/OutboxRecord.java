package io.tallyhouse.kit.store;

import io.tallyhouse.contracts.topic.Topic;
import io.tallyhouse.kernel.id.TenantId;

/** A record that waits to be sent. */
public record OutboxRecord(TenantId tenant, String topic, byte[] key, byte[] value) {
    public static <V> OutboxRecord of(Topic<V> topic, TenantId tenant, byte[] key, V value) {
        return new OutboxRecord(tenant, topic.name(), key, topic.writeValue().apply(value));
    }
}
