package io.tallyhouse.kit.reader;

import io.tallyhouse.contracts.topic.Topic;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A whole compacted topic in memory, for small topics that every service needs at hand. One thread reads all partitions
 * from the beginning and stays at the end. A record that cannot be read is skipped, counted and logged without its
 * content; the value before it stays.
 *
 * @param <V> value
 */
public final class TopicView<V> implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(TopicView.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(5);

    /** Told of each change, in order, on the reading thread: it must not block. */
    public interface Listener<V> {
        /** @param key the record's key as text */
        void changed(String key, Optional<V> before, Optional<V> after);
    }

    private final Topic<V> topic;
    private final Map<String, Object> kafkaSettings;
    private final Map<String, V> values = new ConcurrentHashMap<>();
    private final List<Listener<V>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong skipped = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean ready;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    /** @param kafkaSettings of any Kafka client, {@code bootstrap.servers} at least */
    public TopicView(Topic<V> topic, Map<String, Object> kafkaSettings) {
        this.topic = topic;
        this.kafkaSettings = Map.copyOf(kafkaSettings);
        this.thread = new Thread(this::readUntilClosed, "view-" + topic.name());
        this.thread.setDaemon(true);
    }

    public TopicView<V> start() {
        thread.start();
        return this;
    }

    /** @param key the record's key as text */
    public Optional<V> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** By the parts of {@link Topics#resourceKey}. */
    public Optional<V> get(TenantId tenant, String... parts) {
        return get(new String(Topics.resourceKey(tenant, parts), StandardCharsets.UTF_8));
    }

    /** A snapshot. */
    public Collection<V> values() {
        return List.copyOf(values.values());
    }

    /** Whether all that was in the topic at the start has been read. */
    public boolean ready() {
        return ready;
    }

    /** Records that could not be read so far. */
    public long skipped() {
        return skipped.get();
    }

    public String topicName() {
        return topic.name();
    }

    /** Tells the listener of all that is there, as new, then of each change. */
    public synchronized void onChange(Listener<V> listener) {
        values.forEach((key, value) -> listener.changed(key, Optional.empty(), Optional.of(value)));
        listeners.add(listener);
    }

    private void readUntilClosed() {
        while (!isClosing()) {
            try (Consumer<byte[], byte[]> current = newConsumer()) {
                consumer = current;
                read(current);
            } catch (WakeupException e) {
                LOGGER.debugf("the view of %s is closing", topic.name());
            } catch (RuntimeException e) {
                LOGGER.warnf(e, "the view of %s starts over", topic.name());
                pause();
            }
        }
    }

    private void read(Consumer<byte[], byte[]> current) {
        List<TopicPartition> partitions = awaitPartitions(current);
        if (isClosing()) {
            return;
        }
        current.assign(partitions);
        current.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = current.endOffsets(partitions);
        while (!isClosing()) {
            if (!ready) {
                ready = partitions.stream().allMatch(at -> current.position(at) >= ends.getOrDefault(at, 0L));
            }
            current.poll(POLL).forEach(this::apply);
        }
    }

    /** The topic may be made after this service has started. */
    private List<TopicPartition> awaitPartitions(Consumer<byte[], byte[]> current) {
        while (!isClosing()) {
            List<PartitionInfo> found = current.partitionsFor(topic.name());
            if (found != null && !found.isEmpty()) {
                return found.stream()
                        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                        .toList();
            }
            pause();
        }
        return List.of();
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            skip(record, "it has no key");
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        try {
            change(key, Optional.ofNullable(record.value()).map(topic.readValue()));
        } catch (RuntimeException e) {
            skip(record, e.getClass().getSimpleName());
        }
    }

    private synchronized void change(String key, Optional<V> after) {
        Optional<V> before = get(key);
        after.ifPresentOrElse(value -> values.put(key, value), () -> values.remove(key));
        listeners.forEach(listener -> listener.changed(key, before, after));
    }

    private void skip(ConsumerRecord<byte[], byte[]> record, String reason) {
        skipped.incrementAndGet();
        LOGGER.errorf(
                "a record of %s, partition %d, offset %d is skipped: %s",
                record.topic(), record.partition(), record.offset(), reason);
    }

    private Consumer<byte[], byte[]> newConsumer() {
        Map<String, Object> settings = new HashMap<>(kafkaSettings);
        settings.keySet().removeIf(name -> name.equals(ConsumerConfig.GROUP_ID_CONFIG));
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void pause() {
        try {
            if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.debugf("the view of %s is closing", topic.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        Consumer<byte[], byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        try {
            thread.join(PATIENCE_AT_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }
}
