package io.tallyhouse.ingest.intake.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.contracts.topic.Partitioner;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventQuarantined;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.contracts.usage.UsageRecordWriter;
import io.tallyhouse.ingest.intake.UsageLog;
import io.tallyhouse.ingest.intake.UsageLogFull;
import io.tallyhouse.ingest.intake.UsageLogUnavailable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * {@link UsageLog} on the topic {@code usage-events}. Bytes in flight are bounded before the producer is asked, so that
 * a slow broker is told to callers and not kept in memory. May be called from any thread; what may wait runs on a
 * worker.
 */
@ApplicationScoped
class KafkaUsageLog implements UsageLog {
    private final String topic;
    private final UsageProducer producer;
    private final Semaphore bytesLeft;
    private final int bytesMax;

    KafkaUsageLog(
            UsageLogSettings settings,
            MeterRegistry metrics,
            LogGeneration log,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.topic = log.usageEvents();
        this.producer = new UsageProducer(bootstrapServers, settings);
        this.bytesMax = Math.toIntExact(settings.bytesInFlightMax().asLongValue());
        this.bytesLeft = new Semaphore(bytesMax);
        metrics.gauge("tallyhouse.usage.log.bytes.in.flight", bytesLeft, left -> bytesMax - left.availablePermits());
    }

    @Override
    public Uni<Void> append(List<UsageRecord> records) {
        return Uni.createFrom().deferred(() -> {
            Uni<Void> appending = Uni.createFrom().emitter(emitter -> append(records, emitter));
            Uni<Void> waiting = producer.takesAtOnce() || Infrastructure.canCallerThreadBeBlocked()
                    ? appending
                    : appending.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
            return waiting.emitOn(answering());
        });
    }

    /**
     * The producer's own thread must be free for the network. What comes from a request goes back to the event loop that
     * has its connection, at once, for each thread between costs as much as the event itself.
     */
    private static Executor answering() {
        Context context = Vertx.currentContext();
        return context == null
                ? Infrastructure.getDefaultWorkerPool()
                : command -> context.runOnContext(none -> command.run());
    }

    String topic() {
        return topic;
    }

    /** How many partitions the topic has. Blocks for a moment the first time. */
    int partitions() {
        return producer.partitions(topic);
    }

    private void append(List<UsageRecord> records, UniEmitter<? super Void> emitter) {
        List<ProducerRecord<byte[], byte[]>> encoded;
        try {
            encoded = encode(records, partitions());
        } catch (UsageLogUnavailable e) {
            emitter.fail(e);
            return;
        }
        int bytes = size(encoded);
        if (!bytesLeft.tryAcquire(bytes)) {
            emitter.fail(new UsageLogFull(bytes + " bytes do not fit in what may be under way, " + bytesMax));
            return;
        }
        send(encoded, new Delivery(encoded.size(), emitter));
    }

    private void send(List<ProducerRecord<byte[], byte[]>> encoded, Delivery delivery) {
        for (int sent = 0; sent < encoded.size(); sent++) {
            ProducerRecord<byte[], byte[]> next = encoded.get(sent);
            int size = size(next);
            try {
                producer.send(next, failure -> {
                    bytesLeft.release(size);
                    if (failure == null) {
                        delivery.confirmed();
                    } else {
                        delivery.failed(failure);
                    }
                });
            } catch (RuntimeException e) {
                List<ProducerRecord<byte[], byte[]>> unsent = encoded.subList(sent, encoded.size());
                bytesLeft.release(size(unsent));
                delivery.failed(unsent.size(), e);
                return;
            }
        }
    }

    private List<ProducerRecord<byte[], byte[]>> encode(List<UsageRecord> records, int partitions) {
        List<ProducerRecord<byte[], byte[]>> encoded = new ArrayList<>(records.size());
        UsageRecordWriter writer = new UsageRecordWriter();
        for (UsageRecord record : records) {
            byte[] value = writer.write(record);
            if (record instanceof MetricStart start) {
                byte[] key = Topics.resourceKey(
                        start.tenant(), start.definition().id().value());
                for (int partition = 0; partition < partitions; partition++) {
                    encoded.add(new ProducerRecord<>(topic, partition, key, value));
                }
            } else {
                byte[] key = Topics.usageKey(record.tenant(), subject(record));
                encoded.add(new ProducerRecord<>(topic, Partitioner.partition(key, partitions), key, value));
            }
        }
        return encoded;
    }

    private static String subject(UsageRecord record) {
        if (record instanceof UsageEvent event) {
            return event.identity().subject();
        }
        if (record instanceof EventQuarantined quarantined) {
            return quarantined.event().identity().subject();
        }
        if (record instanceof EventVoid voided) {
            return voided.identity().subject();
        }
        if (record instanceof EventRestore restored) {
            return restored.identity().subject();
        }
        throw new IllegalArgumentException("a control record has no subject");
    }

    private static int size(List<ProducerRecord<byte[], byte[]>> records) {
        int size = 0;
        for (ProducerRecord<byte[], byte[]> record : records) {
            size += size(record);
        }
        return size;
    }

    private static int size(ProducerRecord<byte[], byte[]> record) {
        return record.key().length + record.value().length;
    }

    void stop(@Observes ShutdownEvent event) {
        producer.close();
    }
}
