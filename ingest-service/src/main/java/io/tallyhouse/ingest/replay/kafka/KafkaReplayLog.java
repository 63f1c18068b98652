package io.tallyhouse.ingest.replay.kafka;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayedEvent;
import io.tallyhouse.contracts.usage.UsageRecordCodec;
import io.tallyhouse.ingest.replay.ReplayLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
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
 * {@link ReplayLog} on the topic {@code usage-events}. The producer has one request on its way at a time and is thrown
 * away at the first record that fails, before the next one can leave: so no record is in the log without those before it.
 */
@ApplicationScoped
class KafkaReplayLog implements ReplayLog {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final int BATCH_BYTES = 128 * 1024;

    private final String topic;
    private final Map<String, Object> config;
    private @Nullable Producer<byte[], byte[]> producer;

    KafkaReplayLog(LogGeneration log, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.topic = log.usageEvents();
        this.config = config(bootstrapServers);
    }

    private static Map<String, Object> config(String bootstrapServers) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "tallyhouse-replay");
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000);
        return config;
    }

    @Override
    public Uni<Void> append(int partition, List<UsageRecord> records) {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> appendBlocking(partition, records))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** One at a time: the producer is shared by nobody else. */
    private synchronized void appendBlocking(int partition, List<UsageRecord> records) {
        Producer<byte[], byte[]> current = producer == null ? new KafkaProducer<>(config) : producer;
        producer = current;
        try {
            Future<RecordMetadata> last = null;
            for (UsageRecord record : records) {
                last = current.send(encoded(partition, record), (metadata, failure) -> {
                    if (failure != null) {
                        // on the sending thread, so that nothing leaves after it
                        current.close(Duration.ZERO);
                    }
                });
            }
            if (last != null) {
                // all before it have succeeded if it has
                last.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw abandoned(current, e);
        } catch (ExecutionException | RuntimeException e) {
            throw abandoned(current, e);
        }
    }

    private IllegalStateException abandoned(Producer<byte[], byte[]> failed, Exception cause) {
        producer = null;
        failed.close(Duration.ZERO);
        return new IllegalStateException("a replay is not confirmed: " + cause.getMessage(), cause);
    }

    private ProducerRecord<byte[], byte[]> encoded(int partition, UsageRecord record) {
        byte[] key = record instanceof ReplayedEvent replayed
                ? Topics.usageKey(record.tenant(), replayed.event().identity().subject())
                : Topics.resourceKey(record.tenant(), "replay");
        return new ProducerRecord<>(topic, partition, key, UsageRecordCodec.write(record));
    }

    synchronized void stop(@Observes ShutdownEvent event) {
        Producer<byte[], byte[]> current = producer;
        if (current != null) {
            current.close(CLOSE_TIMEOUT);
        }
    }
}
