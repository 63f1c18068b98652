package io.tallyhouse.metrics.meter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tallyhouse.backing.BackingServices;
import io.tallyhouse.backing.KafkaTopics;
import io.tallyhouse.backing.TopicSpec;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.topic.Partitioner;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.contracts.usage.UsageRecordCodec;
import io.tallyhouse.contracts.window.Revision;
import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.contracts.window.WindowRecord;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.contracts.window.WindowRecord.PublishedPosition;
import io.tallyhouse.contracts.window.WindowRecordCodec;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.metrics.meter.RecountingMeter;
import io.tallyhouse.metrics.meter.SlotAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics of a test's own on the shared Kafka, what was sent to them, and what must therefore have been published. */
final class MeterRig implements AutoCloseable {
    static final int PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final String name = "meter-" + UUID.randomUUID();
    final String source = name + "-events";
    final String sink = name + "-windows";
    final String bootstrapServers = BackingServices.shared().kafkaBootstrapServers();
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<WindowRecord> published = new ArrayList<>();
    private final List<RecountingMeter> recounting = IntStream.range(0, PARTITIONS)
            .mapToObj(partition -> new RecountingMeter())
            .toList();
    private final Map<Integer, Long> sent = new HashMap<>();

    MeterRig() {
        KafkaTopics.ensure(
                bootstrapServers,
                List.of(new TopicSpec(source, PARTITIONS, Map.of()), new TopicSpec(sink, PARTITIONS, Map.of())));
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(sink, partition))
                .toList());
    }

    void startMetrics(List<MetricDefinition> metrics) {
        for (MetricDefinition metric : metrics) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                send(partition, new MetricStart(metric));
            }
        }
    }

    void send(List<UsageRecord> log) {
        for (UsageRecord record : log) {
            EventIdentity identity = identity(record);
            send(Partitioner.partition(Topics.usageKey(identity.tenant(), identity.subject()), PARTITIONS), record);
        }
    }

    private void send(int partition, UsageRecord record) {
        byte[] value = UsageRecordCodec.write(record);
        producer.send(new ProducerRecord<>(source, partition, null, value), (metadata, failure) -> {
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
        });
        recounting.get(partition).apply(record);
        sent.merge(partition, 1L, Long::sum);
    }

    private static EventIdentity identity(UsageRecord record) {
        if (record instanceof UsageEvent event) {
            return event.identity();
        }
        return record instanceof EventVoid voided ? voided.identity() : ((EventRestore) record).identity();
    }

    long sentCount() {
        producer.flush();
        return sent.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Waits until the positions cover all that was sent. */
    void awaitAllPublished() {
        producer.flush();
        await().dontCatchUncaughtExceptions()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(positions(published())).isEqualTo(sent));
    }

    /** Waits until the positions cover at least so many records. */
    void awaitPublished(long records) {
        await().dontCatchUncaughtExceptions()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> positions(published()).values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        >= records);
    }

    /** Everything published is what a recount comes to: slots, revisions without a gap, positions at the end. */
    void assertExact() {
        List<WindowRecord> published = published();
        Map<SlotAddress, Slot> expected = new HashMap<>();
        recounting.forEach(partition -> expected.putAll(partition.slots()));
        assertThat(slots(published)).isEqualTo(expected);
        assertThat(positions(published)).isEqualTo(sent);
        assertThatNoRevisionIsMissingOrDoubled(published);
    }

    private static void assertThatNoRevisionIsMissingOrDoubled(List<WindowRecord> published) {
        Map<WindowKey, Long> counters = new HashMap<>();
        for (WindowRecord record : published) {
            if (record instanceof MetricWindow window) {
                long next = counters.getOrDefault(window.key(), 0L) + 1;
                assertThat(window.revision()).isEqualTo(new Revision(1, next));
                counters.put(window.key(), next);
            }
        }
    }

    /** All that is committed by now. */
    private List<WindowRecord> published() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(20))
                    .forEach(record -> published.add(WindowRecordCodec.read(record.key(), record.value())));
        }
        return published;
    }

    private static Map<Integer, Long> positions(List<WindowRecord> published) {
        Map<Integer, Long> positions = new HashMap<>();
        for (WindowRecord record : published) {
            if (record instanceof PublishedPosition position) {
                assertThat(position.position()).isGreaterThan(positions.getOrDefault(position.partition(), 0L));
                positions.put(position.partition(), position.position());
            }
        }
        return positions;
    }

    private static Map<SlotAddress, Slot> slots(List<WindowRecord> published) {
        Map<WindowKey, MetricWindow> newest = new HashMap<>();
        for (WindowRecord record : published) {
            if (record instanceof MetricWindow window) {
                newest.put(window.key(), window);
            }
        }
        Map<SlotAddress, Slot> slots = new HashMap<>();
        newest.values()
                .forEach(window ->
                        window.slots().forEach((index, slot) -> slots.put(new SlotAddress(window.key(), index), slot)));
        return slots;
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }
}
