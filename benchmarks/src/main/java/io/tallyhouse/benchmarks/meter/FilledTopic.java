package io.tallyhouse.benchmarks.meter;

import io.tallyhouse.benchmarks.meter.MeteredEvents.Version;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.topic.Partitioner;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills {@code usage-events} as ingest-service would: the metrics' starts in every partition, then the events. */
final class FilledTopic implements MeteredEvents.Receiver {
    static final String NAME = Topics.USAGE_EVENTS.name();

    private final KafkaProducer<byte[], byte[]> producer;
    private final int partitions;
    private final Pace pace;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private long bytes;
    private long events;

    private FilledTopic(KafkaProducer<byte[], byte[]> producer, int partitions, Pace pace) {
        this.producer = producer;
        this.partitions = partitions;
        this.pace = pace;
    }

    /** Asked before each event. */
    interface Pace {
        /** When it is appended, in milliseconds; may wait until that is due. */
        long appended(long event);
    }

    /** Answers the mean size of an event's record value. */
    static long fill(String bootstrapServers, int partitions, MeteredEvents load) {
        return fill(bootstrapServers, partitions, load, event -> System.currentTimeMillis());
    }

    static long fill(String bootstrapServers, int partitions, MeteredEvents load, Pace pace) {
        Map<String, Object> config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 * 1024);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            FilledTopic topic = new FilledTopic(producer, partitions, pace);
            MeteredCatalogue.metrics().forEach(topic::start);
            load.forEach(topic);
            producer.flush();
            if (topic.failure.get() != null) {
                throw new IllegalStateException("the topic was not filled", topic.failure.get());
            }
            return topic.bytes / topic.events;
        }
    }

    private void start(MetricDefinition metric) {
        byte[] value = Topics.USAGE_EVENTS.writeValue().apply(new MetricStart(metric));
        byte[] key = Topics.resourceKey(metric.tenant(), metric.id().value());
        for (int partition = 0; partition < partitions; partition++) {
            send(new ProducerRecord<>(NAME, partition, pace.appended(0), key, value));
        }
    }

    @Override
    public void first(Version event) {
        send(event);
    }

    @Override
    public void repeated(Version event) {
        send(event);
    }

    @Override
    public void superseded(Version former, Version event) {
        send(event);
    }

    private void send(Version version) {
        long appended = pace.appended(events);
        UsageEvent event = MeteredCatalogue.event(version);
        byte[] key = Topics.usageKey(event.tenant(), event.identity().subject());
        byte[] value = Topics.USAGE_EVENTS.writeValue().apply(event);
        bytes += value.length;
        events++;
        send(new ProducerRecord<>(NAME, Partitioner.partition(key, partitions), appended, key, value));
    }

    private void send(ProducerRecord<byte[], byte[]> sent) {
        var unused = producer.send(sent, (metadata, failed) -> {
            if (failed != null) {
                failure.compareAndSet(null, failed);
            }
        });
    }
}
