package io.tallyhouse.ingest.inbox.kafka;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.RejectedRecord;
import io.tallyhouse.ingest.inbox.RejectLog;
import io.tallyhouse.ingest.intake.UsageLogUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * {@link RejectLog} on the topic {@code usage-rejected}. Its producer is not idempotent: ids absorb repeats, and it has
 * no state that could fail for good.
 */
@ApplicationScoped
class KafkaRejectLog implements RejectLog {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;

    KafkaRejectLog(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.producer = new KafkaProducer<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                "tallyhouse-reject-log",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                false,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                5_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                15_000));
    }

    @Override
    public Uni<Void> append(List<RejectedRecord> rejected) {
        return Uni.createFrom()
                .<Void>emitter(emitter -> send(rejected, emitter))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .emitOn(Infrastructure.getDefaultWorkerPool());
    }

    private void send(List<RejectedRecord> rejected, UniEmitter<? super Void> emitter) {
        AtomicInteger outstanding = new AtomicInteger(rejected.size());
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        for (RejectedRecord record : rejected) {
            try {
                var unused = producer.send(encoded(record), (metadata, e) -> {
                    if (e != null) {
                        failure.set(e);
                    }
                    settle(outstanding, failure, emitter);
                });
            } catch (KafkaException | IllegalStateException e) {
                failure.set(e);
                settle(outstanding, failure, emitter);
            }
        }
    }

    private static void settle(
            AtomicInteger outstanding, AtomicReference<@Nullable Exception> failure, UniEmitter<? super Void> emitter) {
        if (outstanding.decrementAndGet() > 0) {
            return;
        }
        Exception cause = failure.get();
        if (cause == null) {
            emitter.complete(null);
        } else {
            emitter.fail(new UsageLogUnavailable("rejected records are not confirmed: " + cause.getMessage(), cause));
        }
    }

    private static ProducerRecord<byte[], byte[]> encoded(RejectedRecord record) {
        return new ProducerRecord<>(
                Topics.USAGE_REJECTED.name(),
                record.tenant().value().getBytes(StandardCharsets.UTF_8),
                Topics.USAGE_REJECTED.writeValue().apply(record));
    }

    void stop(@Observes ShutdownEvent event) {
        producer.close(CLOSE_TIMEOUT);
    }
}
