package io.tallyhouse.metrics.meter.kafka;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The meter's topology. Names of stores are part of the deployment: changelog topics carry them.
 *
 * <pre>usage-events → meter (identities, windows, contributions, groups, definitions) → metric-windows</pre>
 */
final class MeterTopology {
    static final String IDENTITIES = "identities";
    static final String WINDOWS = "windows";
    static final String CONTRIBUTIONS = "contributions";
    static final String GROUPS = "groups";
    static final String DEFINITIONS = "definitions";
    static final String COMMIT_HOOK = "commit-hook";

    private static final String SOURCE = "source";
    private static final String METER = "meter";
    private static final String SINK = "sink";

    private MeterTopology() {}

    static Topology build(MeterSettings settings) {
        Serializer<Publication> keys = (topic, publication) -> publication.key();
        Serializer<Publication> values = (topic, publication) -> publication.value();
        StreamPartitioner<Publication, Publication> asInput =
                (topic, key, value, partitions) -> Optional.of(Set.of(key.partition()));
        MeterMemory memory = new MeterMemory(settings.memoryBytes());
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        SOURCE,
                        MeterTopology::timestamp,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        settings.source())
                .addProcessor(METER, () -> new MeterProcessor(settings, memory), SOURCE)
                .addStateStore(IdentityStore.builder(IDENTITIES, settings.memoryDays(), memory), METER)
                .addStateStore(WindowStore.builder(WINDOWS), METER)
                .addStateStore(logged(CONTRIBUTIONS), METER)
                .addStateStore(logged(GROUPS), METER)
                .addStateStore(logged(DEFINITIONS), METER)
                .addStateStore(PreCommitHook.builder(COMMIT_HOOK), METER)
                .addSink(SINK, settings.sink(), keys, values, asInput, METER);
    }

    /** Kafka drops a record with a negative timestamp before the processor sees it; none may be dropped here. */
    private static long timestamp(ConsumerRecord<Object, Object> record, long partitionTime) {
        return Math.max(0, record.timestamp());
    }

    private static StoreBuilder<KeyValueStore<byte[], byte[]>> logged(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of("cleanup.policy", "compact"));
    }
}
