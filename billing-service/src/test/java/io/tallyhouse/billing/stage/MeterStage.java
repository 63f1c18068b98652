package io.tallyhouse.billing.stage;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.topic.Partitioner;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.contracts.window.Revision;
import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.contracts.window.WindowRecord;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.contracts.window.WindowRecord.PublishedPosition;
import io.tallyhouse.contracts.window.WindowRecordCodec;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.aggregation.SlotValue;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTopics;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The test plays ingest-service and the meter for one tenant. */
public final class MeterStage {
    private static final int GENERATION = 1;
    private static final Instant LONG_AGO = Instant.parse("2025-12-01T00:00:00Z");

    private final TenantId tenant;
    private long revision;

    MeterStage(TenantId tenant) {
        this.tenant = tenant;
    }

    public int partitionOf(String subject) {
        return Partitioner.partition(Topics.usageKey(tenant, subject), BackingResource.METERED_PARTITIONS);
    }

    /** One accepted event, which the meter has not seen yet. */
    public void eventIsAccepted(String subject) {
        UsageEvent event = new UsageEvent(
                new EventIdentity(tenant, subject, "", UUID.randomUUID().toString()),
                "request",
                Optional.empty(),
                LONG_AGO,
                new TreeMap<>());
        TestTopics.send(Topics.USAGE_EVENTS, Topics.usageKey(tenant, subject), event);
    }

    /** Events of a subject that were counted at that moment. */
    public void counted(String subject, String metric, String at, long events) {
        Instant instant = Instant.parse(at);
        LocalDate day = LocalDate.parse(at.substring(0, 10));
        long midnight = day.toEpochDay() * 86_400;
        int slot = (int) ((instant.getEpochSecond() - midnight) / (15 * 60));
        revision++;
        MetricWindow window = new MetricWindow(
                new WindowKey(tenant, subject, new MetricId(metric), 1, GroupKey.NONE, "", day),
                SlotForm.TOTAL,
                15,
                new Revision(GENERATION, revision),
                new TreeMap<>(Map.of(
                        slot,
                        new Slot(
                                events,
                                new Fingerprint(0, events),
                                Optional.of(new SlotValue.Total(BigDecimal.valueOf(events)))))));
        publish(partitionOf(subject), window);
    }

    /** The meter has published everything of that partition. */
    public static void passes(int partition) {
        publish(partition, new PublishedPosition(GENERATION, partition, endOffset(partition)));
    }

    public static void passesAll() {
        for (int partition = 0; partition < BackingResource.METERED_PARTITIONS; partition++) {
            passes(partition);
        }
    }

    public static long endOffset(int partition) {
        TopicPartition at = new TopicPartition(Topics.USAGE_EVENTS.name(), partition);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestTopics.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            return consumer.endOffsets(List.of(at)).get(at);
        }
    }

    private static void publish(int partition, WindowRecord record) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestTopics.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.METRIC_WINDOWS,
                            partition,
                            WindowRecordCodec.writeKey(record),
                            WindowRecordCodec.writeValue(record)))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
