package io.tallyhouse.ingest.inbox.kafka;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.ingest.inbox.ForwardInbox;
import io.tallyhouse.ingest.intake.IntakeRates;
import io.tallyhouse.ingest.intake.IntakeReceipt;
import io.tallyhouse.ingest.intake.RateVerdict;
import io.tallyhouse.kit.reader.BackgroundLoop;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads all inboxes. Each partition has one batch on its way at most, which keeps its order, and is paused meanwhile;
 * partitions do not wait for each other, so one that cannot go on, or whose tenant sends too fast, holds up no other.
 */
@ApplicationScoped
class InboxReader {
    private static final Logger LOGGER = Logger.getLogger(InboxReader.class);
    private static final Duration POLL_IDLE = Duration.ofMillis(200);
    private static final Duration POLL_BUSY = Duration.ofMillis(2);
    private static final long MEASURE_NANOS = 1_000_000_000L;
    private static final Duration LEAVE_PATIENCE = Duration.ofSeconds(10);

    private final ForwardInbox forwardInbox;
    private final IntakeRates rates;
    private final InboxConsumers consumers;
    private final InboxMeters meters;
    private final Map<TopicPartition, InboxBatch> working = new HashMap<>();
    private long measuredAt = System.nanoTime() - MEASURE_NANOS;
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private @Nullable BackgroundLoop loop;

    InboxReader(ForwardInbox forwardInbox, IntakeRates rates, InboxConsumers consumers, InboxMeters meters) {
        this.forwardInbox = forwardInbox;
        this.rates = rates;
        this.consumers = consumers;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event, InboxSettings settings) {
        if (settings.enabled()) {
            loop = BackgroundLoop.start("inbox", Duration.ZERO, this::step);
        }
    }

    /** Before the log's producer is closed. */
    void stop(@Observes @Priority(10) ShutdownEvent event) {
        if (loop != null) {
            loop.close();
            KafkaConsumer<byte[], byte[]> source = consumer;
            if (source != null && !loop.isAlive()) {
                leave(source, List.copyOf(working.keySet()));
                close(source);
            }
        }
    }

    private boolean step() {
        KafkaConsumer<byte[], byte[]> source = consumer == null ? subscribe() : consumer;
        try {
            take(source, source.poll(working.isEmpty() ? POLL_IDLE : POLL_BUSY));
            advance(source);
            measure(source);
            return true;
        } catch (RuntimeException e) {
            // begin again from what is committed, once nothing is on its way that could arrive later than what follows
            // it
            leave(source, List.copyOf(working.keySet()));
            close(source);
            throw e;
        }
    }

    /** Once a second: there may be thousands of inboxes. */
    private void measure(KafkaConsumer<byte[], byte[]> source) {
        long now = System.nanoTime();
        if (now - measuredAt >= MEASURE_NANOS) {
            measuredAt = now;
            meters.lag(source.assignment().stream()
                    .mapToLong(partition -> source.currentLag(partition).orElse(0))
                    .sum());
        }
    }

    private KafkaConsumer<byte[], byte[]> subscribe() {
        KafkaConsumer<byte[], byte[]> source = consumers.open();
        consumer = source;
        source.subscribe(InboxConsumers.TOPICS, new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
                leave(source, revoked);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> lost) {
                lost.forEach(working::remove);
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
                LOGGER.debugf("inboxes assigned: %s", assigned);
            }
        });
        return source;
    }

    private void take(KafkaConsumer<byte[], byte[]> source, ConsumerRecords<byte[], byte[]> polled) {
        for (TopicPartition partition : polled.partitions()) {
            Topics.tenantOfInbox(partition.topic()).ifPresent(tenant -> {
                working.put(partition, new InboxBatch(partition, tenant, polled.records(partition), System.nanoTime()));
                source.pause(List.of(partition));
            });
        }
    }

    /** Starts what waits, and lets partitions go on whose batch has arrived. */
    private void advance(KafkaConsumer<byte[], byte[]> source) {
        Map<TopicPartition, OffsetAndMetadata> arrived = new HashMap<>();
        for (Iterator<InboxBatch> batches = working.values().iterator(); batches.hasNext(); ) {
            InboxBatch batch = batches.next();
            long now = System.nanoTime();
            batch.failure().ifPresent(failure -> failed(batch, failure, now));
            if (batch.waits(now) && isAdmitted(batch, now)) {
                batch.run(() -> forwardInbox.execute(batch.tenant(), batch.records()));
            }
            Optional<IntakeReceipt> receipt = batch.arrived();
            if (receipt.isPresent()) {
                meters.took(receipt.get());
                arrived.put(batch.partition(), new OffsetAndMetadata(batch.nextOffset()));
                batches.remove();
            }
        }
        if (!arrived.isEmpty()) {
            source.resume(arrived.keySet());
            source.commitAsync(arrived, (offsets, e) -> {
                if (e != null) {
                    LOGGER.debugf(e, "a commit of inboxes failed; the next one covers it");
                }
            });
        }
    }

    private boolean isAdmitted(InboxBatch batch, long now) {
        if (batch.isPaid()) {
            return true;
        }
        Optional<RateVerdict> verdict =
                rates.take(batch.tenant(), batch.records().size());
        if (verdict.isPresent() && !verdict.get().granted()) {
            batch.pause(verdict.get().retryAfter(), now);
            return false;
        }
        batch.paid();
        return true;
    }

    private void failed(InboxBatch batch, Throwable failure, long now) {
        batch.runAgainLater(now);
        meters.failed();
        String told = "%d records of %s from offset %d are not forwarded yet (%d times in a row): %s";
        Object[] facts = {
            batch.records().size(),
            batch.partition(),
            batch.records().get(0).offset(),
            batch.failures(),
            failure.getMessage()
        };
        LOGGER.warnf(told, facts);
    }

    /** Lets what is on its way in these partitions arrive, and notes how far they are, so that the next reader goes on. */
    private void leave(KafkaConsumer<byte[], byte[]> source, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> arrived = new HashMap<>();
        for (TopicPartition partition : partitions) {
            InboxBatch batch = working.remove(partition);
            if (batch != null) {
                batch.await(LEAVE_PATIENCE);
                batch.arrived().ifPresent(receipt -> {
                    meters.took(receipt);
                    arrived.put(partition, new OffsetAndMetadata(batch.nextOffset()));
                });
            }
        }
        try {
            if (!arrived.isEmpty()) {
                source.commitSync(arrived, LEAVE_PATIENCE);
            }
        } catch (KafkaException | IllegalStateException e) {
            LOGGER.debug("the last commit of inboxes failed; what it covers is forwarded again", e);
        }
    }

    private void close(KafkaConsumer<byte[], byte[]> source) {
        consumer = null;
        try {
            source.close(CloseOptions.timeout(Duration.ofSeconds(2)));
        } catch (RuntimeException e) {
            LOGGER.debug("closing the consumer of inboxes", e);
        }
    }
}
