package io.tallyhouse.metrics.usage.rest;

import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.TextValue;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayEnd;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.contracts.usage.UsageRecordCodec;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.ResultOptions;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.StubServices;
import io.tallyhouse.kit.testing.TestTopics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts into the topics what catalog-service and ingest-service would, for one tenant. */
record SentUsage(TenantId tenant) {
    private static final Instant ACCEPTED = Instant.parse("2026-10-07T00:00:00Z");

    /** Of events of type {@code call}, property {@code n}. */
    MetricDefinition metric(String id, Aggregation aggregation) {
        return new MetricDefinition(
                tenant,
                new MetricId(id),
                1,
                "call",
                aggregation,
                aggregation.input() != Aggregation.Input.NOTHING ? Optional.of("n") : Optional.empty(),
                List.of(),
                List.of(),
                15);
    }

    /** Of the same events, with these options; UNIQUE with operations where {@code operations} is set. */
    MetricDefinition metric(String id, Aggregation aggregation, ResultOptions options, boolean operations) {
        MetricDefinition plain = metric(id, aggregation);
        return new MetricDefinition(
                tenant,
                plain.id(),
                1,
                plain.eventType(),
                aggregation,
                plain.property(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                15,
                options,
                operations ? Optional.of("operation_type") : Optional.empty());
    }

    MetricDefinition grouped(MetricDefinition metric, String property) {
        return new MetricDefinition(
                metric.tenant(),
                metric.id(),
                metric.version(),
                metric.eventType(),
                metric.aggregation(),
                metric.property(),
                metric.filters(),
                List.of(property),
                metric.slotMinutes());
    }

    MetricDefinition version(MetricDefinition metric, int version, Aggregation aggregation) {
        MetricDefinition other = metric(metric.id().value(), aggregation);
        return new MetricDefinition(
                other.tenant(),
                other.id(),
                version,
                other.eventType(),
                other.aggregation(),
                other.property(),
                other.filters(),
                other.groupBy(),
                other.slotMinutes());
    }

    void catalogue(MetricDefinition metric) {
        MetricRecord record = new MetricRecord(metric.id().value(), false, metric, ACCEPTED);
        StubServices.answer(
                Service.CATALOG, tenant, "/internal/metrics/" + metric.id().value(), record);
        TestTopics.send(
                Topics.CATALOG_METRICS, Topics.resourceKey(tenant, metric.id().value()), record);
    }

    /** In every partition the control record, and that there is no past to count. */
    void start(MetricDefinition metric) {
        begin(metric);
        inEveryPartition(new ReplayEnd(tenant, metric.id(), metric.version()));
    }

    /** The control record in every partition; what was before is not counted yet. */
    void begin(MetricDefinition metric) {
        inEveryPartition(new MetricStart(metric));
    }

    private static void inEveryPartition(UsageRecord record) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestTopics.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byte[] value = UsageRecordCodec.write(record);
            for (int partition = 0; partition < BackingResource.METERED_PARTITIONS; partition++) {
                producer.send(new ProducerRecord<>(Topics.USAGE_EVENTS.name(), partition, null, value))
                        .get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    UsageEvent event(String subject, String id, String time, Map<String, String> texts) {
        TreeMap<String, DataValue> data = new TreeMap<>();
        texts.forEach((key, text) -> data.put(key, new TextValue(text)));
        return new UsageEvent(new EventIdentity(tenant, subject, "", id), "call", Optional.of(time), ACCEPTED, data);
    }

    void send(UsageEvent... events) {
        for (UsageRecord event : events) {
            String subject = ((UsageEvent) event).identity().subject();
            TestTopics.send(Topics.USAGE_EVENTS, Topics.usageKey(tenant, subject), event);
        }
    }
}
