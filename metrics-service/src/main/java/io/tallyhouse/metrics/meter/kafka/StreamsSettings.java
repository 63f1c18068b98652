package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.contracts.topic.LogGeneration;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The settings of the streams client. Buffers are small where the meter has little memory: all services together live on
 * a laptop.
 */
final class StreamsSettings {
    private static final int REQUEST_BYTES_MAX = 4 << 20;
    /** From here on buffers may be large: they spare requests, and compressors that are made for each batch. */
    private static final long ROOMY_BYTES = 128L << 20;

    private static final Duration SESSION_WITH_STANDBYS = Duration.ofSeconds(3);
    private static final Duration SESSION_WITHOUT = Duration.ofSeconds(6);
    private static final int HEARTBEATS_IN_A_SESSION = 4;
    /** Who comes back gets partitions again once its stores have caught up; so often it is looked whether they have. */
    private static final Duration PROBING = Duration.ofMinutes(1);

    /** Sizes of what is read ahead and of what waits to be sent. */
    private record Buffers(int fetchPartition, int fetch, int records, long producer, int batch) {
        static final Buffers SMALL = new Buffers(1 << 20, 8 << 20, 1_000, 16L << 20, 64 << 10);
        static final Buffers LARGE = new Buffers(4 << 20, 16 << 20, 5_000, 64L << 20, 256 << 10);
    }

    private StreamsSettings() {}

    static Properties of(String bootstrapServers, MeterConfig config) {
        Buffers buffers = MeterMemory.bytes(config) < ROOMY_BYTES ? Buffers.SMALL : Buffers.LARGE;
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(config.generation()));
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG,
                config.stateDirectory().toAbsolutePath().toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallStores.class);
        properties.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        putMembership(properties, config);
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
                buffers.fetchPartition());
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), buffers.fetch());
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), buffers.records());
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, buffers.records());
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), buffers.batch());
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), buffers.producer());
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), REQUEST_BYTES_MAX);
        return properties;
    }

    /**
     * How an instance that dies is replaced. With standbys, by one of them, as soon as its session has timed out: a member
     * with a lasting name that is started again before would get its partitions back at once, and restore them while their
     * standbys look on. Without standbys that is the shortest way.
     */
    private static void putMembership(Properties properties, MeterConfig config) {
        boolean hasStandbys = config.standbyReplicas() > 0;
        int session = (int) config.sessionTimeout()
                .orElse(hasStandbys ? SESSION_WITH_STANDBYS : SESSION_WITHOUT)
                .toMillis();
        properties.put(StreamsConfig.mainConsumerPrefix(CommonClientConfigs.SESSION_TIMEOUT_MS_CONFIG), session);
        properties.put(
                StreamsConfig.mainConsumerPrefix(CommonClientConfigs.HEARTBEAT_INTERVAL_MS_CONFIG),
                session / HEARTBEATS_IN_A_SESSION);
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbyReplicas());
        if (hasStandbys) {
            properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING.toMillis());
        } else {
            properties.put(
                    StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                    InstanceName.of(config.stateDirectory()));
        }
    }

    static String applicationId(int generation) {
        return new LogGeneration(generation).meterApplication();
    }
}
