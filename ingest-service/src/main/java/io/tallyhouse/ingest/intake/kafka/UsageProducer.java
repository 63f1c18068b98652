package io.tallyhouse.ingest.intake.kafka;

import io.tallyhouse.ingest.intake.UsageLogUnavailable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The producer of {@code usage-events}: idempotent and not transactional, so that every offset is a record. One that
 * has failed for good is replaced by a new one; identities absorb what both may have sent.
 */
final class UsageProducer implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(UsageProducer.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    /** Batches of a partition that may be on their way at once while order is kept. */
    private static final int REQUESTS_IN_FLIGHT = 5;

    /** Until the topic is known; one with more gets a producer with a larger buffer before anything is sent. */
    private static final int PARTITIONS_EXPECTED = 48;
    /** The producer forgets a topic that was not used for five minutes, and waits for the broker then. */
    private static final Duration AWAKE = Duration.ofMinutes(2);

    private final String bootstrapServers;
    private final UsageLogSettings settings;
    private Map<String, Object> config;
    private volatile Producer<byte[], byte[]> producer;
    private volatile int partitions;
    /** By the clock that only counts; what was sent with a producer that has failed does not matter. */
    private volatile long sentAtNanos = System.nanoTime() - AWAKE.toNanos();

    UsageProducer(String bootstrapServers, UsageLogSettings settings) {
        this.bootstrapServers = bootstrapServers;
        this.settings = settings;
        this.config = config(bootstrapServers, settings, PARTITIONS_EXPECTED);
        this.producer = new KafkaProducer<>(config);
    }

    /**
     * What all that may be in flight can take. A batch takes its whole size from the start, however little is in it: so of
     * each partition those on their way, and the one being filled, count in full. Others wait only behind these; they are
     * closed when the next record does not fit, so two of them hold more than the size of one.
     */
    static long bufferSize(UsageLogSettings settings, int partitions) {
        long batch = settings.batchSize().asLongValue();
        return 2 * settings.bytesInFlightMax().asLongValue() + partitions * (REQUESTS_IN_FLIGHT + 1L) * batch;
    }

    private static Map<String, Object> config(String bootstrapServers, UsageLogSettings settings, int partitions) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "tallyhouse-usage-log");
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, REQUESTS_IN_FLIGHT);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(
                ProducerConfig.BATCH_SIZE_CONFIG,
                Math.toIntExact(settings.batchSize().asLongValue()));
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferSize(settings, partitions));
        config.put(ProducerConfig.LINGER_MS_CONFIG, settings.linger().toMillis());
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, settings.blockMax().toMillis());
        config.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(settings.requestTimeout().toMillis()));
        config.put(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Math.toIntExact(settings.deliveryTimeout().toMillis()));
        return config;
    }

    /**
     * Whether {@link #send} waits for nothing: it knows the topic, and its buffer holds the batches of all bytes that may be
     * in flight.
     */
    boolean takesAtOnce() {
        return partitions > 0 && System.nanoTime() - sentAtNanos < AWAKE.toNanos();
    }

    /** Never changes while the topic lives, so it is asked once. Blocks. */
    int partitions(String topic) {
        int known = partitions;
        if (known > 0) {
            return known;
        }
        try {
            int asked = producer.partitionsFor(topic).size();
            sizeFor(asked);
            return asked;
        } catch (KafkaException | IllegalStateException e) {
            throw new UsageLogUnavailable("the partitions of " + topic + " are not known: " + e.getMessage(), e);
        }
    }

    /** Nothing was sent yet: who sends asks for the partitions first. */
    private synchronized void sizeFor(int asked) {
        if (partitions == 0 && asked > PARTITIONS_EXPECTED) {
            config = config(bootstrapServers, settings, asked);
            renew();
        }
        partitions = asked;
    }

    /**
     * Calls back once, with null if all replicas in sync have the record. May block for the buffer.
     *
     * @throws RuntimeException if the producer takes nothing; there is no callback then
     */
    void send(ProducerRecord<byte[], byte[]> record, Consumer<@Nullable Exception> whenSettled) {
        Producer<byte[], byte[]> current = producer;
        try {
            var unused = current.send(record, (metadata, failure) -> whenSettled.accept(failure));
            sentAtNanos = System.nanoTime();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            replace(current, e);
            throw e;
        }
    }

    private synchronized void replace(Producer<byte[], byte[]> failed, RuntimeException cause) {
        if (producer != failed) {
            return;
        }
        LOGGER.errorf(cause, "the producer of usage events has failed for good; a new one takes over");
        renew();
    }

    /** What is still on its way in the old one settles while it closes. */
    private synchronized void renew() {
        Producer<byte[], byte[]> old = producer;
        producer = new KafkaProducer<>(config);
        sentAtNanos = System.nanoTime() - AWAKE.toNanos();
        Thread closing = new Thread(() -> old.close(CLOSE_TIMEOUT), "usage-producer-closing");
        closing.setDaemon(true);
        closing.start();
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
