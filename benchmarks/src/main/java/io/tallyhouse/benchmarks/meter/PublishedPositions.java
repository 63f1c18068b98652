package io.tallyhouse.benchmarks.meter;

import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.window.WindowRecord.PublishedPosition;
import io.tallyhouse.contracts.window.WindowRecordCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** When the positions of each partition became visible to a reader of what is committed, from now on. */
final class PublishedPositions implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Map<Integer, List<Long>> seen = new ConcurrentHashMap<>();
    private final Thread reader;
    private volatile boolean stopping;

    PublishedPositions(String bootstrapServers, List<TopicPartition> partitions) {
        reader = new Thread(() -> read(bootstrapServers, partitions), "positions-reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(String bootstrapServers, List<TopicPartition> partitions) {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            while (!stopping) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (WindowRecordCodec.read(record.key(), record.value()) instanceof PublishedPosition position) {
                        seen.computeIfAbsent(position.partition(), absent -> new CopyOnWriteArrayList<>())
                                .add(System.nanoTime());
                    }
                }
            }
        }
    }

    boolean hasSeen(int partition) {
        return seen.containsKey(partition);
    }

    /** When the next position of {@link Topics#METRIC_WINDOWS}' partition came after this moment, in nanoseconds. */
    Optional<Long> firstAfter(int partition, long nanos) {
        return seen.getOrDefault(partition, List.of()).stream()
                .filter(moment -> moment - nanos > 0)
                .findFirst();
    }

    @Override
    public void close() {
        stopping = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
