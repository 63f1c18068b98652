package io.tallyhouse.benchmarks.meter;

import io.tallyhouse.benchmarks.machine.ProcessCpu;
import io.tallyhouse.contracts.usage.UsageRecordReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.tools.ConsumerPerformance;

/**
 * The programs that only read the topic: {@code poll}, {@code parse} (poll, and read each record as the meter does) and
 * {@code tool} (Kafka's own consumer benchmark). Each of the first two reads twice, so that the JIT is done in the second
 * pass, and says {@code read}, nanoseconds, CPU nanoseconds and a checksum.
 */
final class TopicReader {
    private static final int PASSES = 2;

    private TopicReader() {}

    public static void main(String[] arguments) {
        String what = arguments[0];
        String bootstrapServers = arguments[1];
        int partitions = Integer.parseInt(arguments[2]);
        if (what.equals("tool")) {
            Duration before = ProcessCpu.own();
            ConsumerPerformance.main(Arrays.copyOfRange(arguments, 3, arguments.length));
            System.out.println("cpu " + ProcessCpu.own().minus(before).toNanos());
            return;
        }
        for (int pass = 0; pass < PASSES; pass++) {
            Duration before = ProcessCpu.own();
            long started = System.nanoTime();
            long checksum = read(bootstrapServers, partitions, what.equals("parse"));
            System.out.printf(
                    "read %d %d %d%n",
                    System.nanoTime() - started, ProcessCpu.own().minus(before).toNanos(), checksum);
        }
    }

    private static long read(String bootstrapServers, int count, boolean parse) {
        List<TopicPartition> partitions = java.util.stream.IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(FilledTopic.NAME, partition))
                .toList();
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5_000);
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long left = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            UsageRecordReader reader = new UsageRecordReader();
            long checksum = 0;
            while (left > 0) {
                for (ConsumerRecord<byte[], byte[]> polled : consumer.poll(Duration.ofMillis(500))) {
                    left--;
                    if (parse) {
                        // printed at the end, so that the JIT cannot leave the reading out
                        checksum += reader.read(polled.value()).tenant().value().length();
                    }
                }
            }
            return checksum;
        }
    }
}
