package io.tallyhouse.benchmarks.meter;

import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.contracts.window.WindowRecordCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the meter has published and committed, as any reader sees it. */
final class PublishedTotals {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private PublishedTotals() {}

    /** Reads {@code metric-windows} from its beginning to its end of now; of each window the last state counts. */
    static Totals read(String bootstrapServers, List<TopicPartition> partitions, int customers) {
        Totals totals = new Totals(customers);
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
                    }
                }
            }
        }
        return totals;
    }
}
