package io.tallyhouse.benchmarks.meter;

import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.contracts.window.WindowRecordCodec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the meter has published and committed, as any reader sees it.
 *
 * @param windows how many there are
 * @param slots filled ones of them
 * @param bytes keys and values of their last states, uncompressed
 * @param records states of windows that were published, of which the last ones count
 */
record PublishedTotals(Totals totals, long windows, long slots, long bytes, long records) {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** A window's last state. */
    private record Last(int slots, int bytes) {}

    /** Reads {@code metric-windows} from its beginning to its end of now; of each window the last state counts. */
    static PublishedTotals read(String bootstrapServers, List<TopicPartition> partitions, int customers) {
        Totals totals = new Totals(customers);
        Map<ByteBuffer, Last> last = new HashMap<>();
        long records = 0;
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the end of " + Topics.METRIC_WINDOWS + " was not reached");
                }
                for (ConsumerRecord<byte[], byte[]> published : consumer.poll(Duration.ofMillis(500))) {
                    if (WindowRecordCodec.read(published.key(), published.value()) instanceof MetricWindow window) {
                        totals.replace(window);
                        last.put(
                                ByteBuffer.wrap(published.key()),
                                new Last(window.slots().size(), published.key().length + published.value().length));
                        records++;
                    }
                }
            }
        }
        long slots = last.values().stream().mapToLong(Last::slots).sum();
        long bytes = last.values().stream().mapToLong(Last::bytes).sum();
        return new PublishedTotals(totals, last.size(), slots, bytes, records);
    }
}
