package io.tallyhouse.ingest.generation.kafka;

import io.quarkus.runtime.ShutdownEvent;
import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.contracts.topic.Partitioner;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventQuarantined;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.contracts.usage.UsageRecordCodec;
import io.tallyhouse.ingest.generation.NextLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * {@link NextLog} by an idempotent producer. The topic must take its records' own times ({@code CreateTime}) while it is
 * filled. A record that fails ends the attempt, so none is ever left out.
 */
@ApplicationScoped
class KafkaNextLog implements NextLog {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final int BATCH_BYTES = 128 << 10;
    private static final long BUFFER_BYTES = 16L << 20;
    private static final int LINGER_MILLIS = 5;

    private final LogTopics topics;
    private final String bootstrapServers;
    private @Nullable Producer<byte[], byte[]> producer;
    private int partitions;

    KafkaNextLog(LogTopics topics, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.topics = topics;
        this.bootstrapServers = bootstrapServers;
    }

    @Override
    public Topic topic(LogGeneration generation) {
        LogTopics.Found found = topics.find(generation.usageEvents())
                .orElseThrow(
                        () -> new IllegalStateException("there is no topic " + generation.usageEvents() + " to fill"));
        return new Topic(found.id(), found.ends());
    }

    @Override
    public void begin(LogGeneration generation, List<UsageRecord> controls, Instant at) {
        partitions = topic(generation).ends().size();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            for (UsageRecord control : controls) {
                byte[] key = Topics.resourceKey(control.tenant(), "start");
                records.add(record(generation, partition, new Dated(control, at), key));
            }
        }
        send(records);
    }

    @Override
    public List<Place> append(LogGeneration generation, List<Dated> records) {
        return send(records.stream()
                .map(dated -> {
                    byte[] key = Topics.usageKey(
                            dated.record().tenant(), identity(dated.record()).subject());
                    return record(generation, Partitioner.partition(key, partitions), dated, key);
                })
                .toList());
    }

    private static ProducerRecord<byte[], byte[]> record(
            LogGeneration generation, int partition, Dated dated, byte[] key) {
        return new ProducerRecord<>(
                generation.usageEvents(),
                partition,
                dated.at().toEpochMilli(),
                key,
                UsageRecordCodec.write(dated.record()));
    }

    private static EventIdentity identity(UsageRecord record) {
        if (record instanceof UsageEvent event) {
            return event.identity();
        }
        if (record instanceof EventQuarantined quarantined) {
            return quarantined.event().identity();
        }
        if (record instanceof EventVoid voided) {
            return voided.identity();
        }
        if (record instanceof EventRestore restored) {
            return restored.identity();
        }
        throw new IllegalArgumentException("a control record is not in the archive");
    }

    private List<Place> send(List<ProducerRecord<byte[], byte[]>> records) {
        Producer<byte[], byte[]> open = producer();
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        records.forEach(record -> sent.add(open.send(record)));
        open.flush();
        List<Place> places = new ArrayList<>(records.size());
        try {
            for (Future<RecordMetadata> confirmed : sent) {
                places.add(
                        new Place(confirmed.get().partition(), confirmed.get().offset()));
            }
            return places;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a record was not taken: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            Map<String, Object> config = new HashMap<>();
            config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
            config.put(ProducerConfig.CLIENT_ID_CONFIG, "tallyhouse-generation");
            config.put(ProducerConfig.ACKS_CONFIG, "all");
            config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
            config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
            config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
            config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
            open = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
            producer = open;
        }
        return open;
    }

    synchronized void stop(@Observes ShutdownEvent event) {
        Producer<byte[], byte[]> open = producer;
        if (open != null) {
            open.close(CLOSE_TIMEOUT);
        }
    }
}
