package io.tallyhouse.benchmarks.ingest;

import io.tallyhouse.backing.KafkaTopics;
import io.tallyhouse.backing.TopicSpec;
import io.tallyhouse.benchmarks.machine.ChildJvm;
import io.tallyhouse.benchmarks.machine.ProcessCpu;
import io.tallyhouse.benchmarks.machine.Workbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Kafka's own producer benchmark with records that the service has written, on the same broker. */
final class ProducerLimit {
    private static final String TOPIC = "producer-benchmark";
    private static final Pattern SUMMARY = Pattern.compile("(\\d+) records sent, ([\\d.]+) records/sec .* 50th.*");
    private static final Pattern CPU = Pattern.compile("cpu (\\d+)");

    private ProducerLimit() {}

    /** What the tool says, and what it and the broker spent. */
    record Outcome(long recordsPerSecond, Duration producer, Duration broker, int recordBytes) {}

    /** @param like values to send, over and over */
    static Outcome run(
            Workbench bench, String bootstrapServers, List<ConsumerRecord<byte[], byte[]>> like, int records) {
        Path folder = bench.emptyFolder("producer");
        Path payload = folder.resolve("payload.txt");
        int bytes = write(like, payload);
        KafkaTopics.ensure(bootstrapServers, List.of(new TopicSpec(TOPIC, partitions(like), Map.of())));
        List<String> arguments = new ArrayList<>(List.of("--topic", TOPIC, "--num-records", Integer.toString(records)));
        arguments.addAll(List.of("--throughput", "-1", "--payload-file", payload.toString()));
        // as the service's producer
        arguments.addAll(List.of("--producer-props", "bootstrap.servers=" + bootstrapServers, "acks=all"));
        arguments.addAll(List.of("enable.idempotence=true", "max.in.flight.requests.per.connection=5"));
        arguments.addAll(List.of("compression.type=lz4", "linger.ms=5", "batch.size=131072", "buffer.memory=39845888"));
        Duration brokerBefore = ProcessCpu.own();
        ChildJvm tool = bench.keep(ChildJvm.start(ProducerTool.class, arguments, folder.resolve("producer.log")));
        try {
            Matcher summary = tool.await(SUMMARY);
            Duration spent = Duration.ofNanos(Long.parseLong(tool.await(CPU).group(1)));
            long rate = new BigDecimal(summary.group(2))
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
            return new Outcome(rate, spent, ProcessCpu.own().minus(brokerBefore), bytes);
        } finally {
            bench.done(tool);
        }
    }

    private static int partitions(List<ConsumerRecord<byte[], byte[]>> like) {
        return 1 + like.stream().mapToInt(ConsumerRecord::partition).max().orElseThrow();
    }

    /** One value a line; answers their mean size. */
    private static int write(List<ConsumerRecord<byte[], byte[]>> like, Path file) {
        StringBuilder lines = new StringBuilder();
        like.forEach(record ->
                lines.append(new String(record.value(), StandardCharsets.UTF_8)).append('\n'));
        try {
            Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines.length() / like.size() - 1;
    }
}
