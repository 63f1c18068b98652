package io.tallyhouse.benchmarks.search;

import io.tallyhouse.benchmarks.machine.House;
import io.tallyhouse.benchmarks.machine.Waiting;
import io.tallyhouse.contracts.topic.Partitioner;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.contracts.usage.UsageRecordWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Fills the archive through the log, as life does, a month in minutes: records carry the times of that month. */
final class ArchiveFilling {
    private static final String TOPIC = Topics.USAGE_EVENTS.name();
    private static final String ARCHIVED = "SELECT coalesce(sum(next_offset), 0) FROM reader_positions WHERE topic = '"
            + TOPIC + "' AND reader = 'archive'";
    private static final Duration PATIENCE = Duration.ofMinutes(40);

    private final House house;
    private final ArchivedEvents events;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    ArchiveFilling(House house, ArchivedEvents events) {
        this.house = house;
        this.events = events;
    }

    /**
     * What it took, from the first record sent until all were rows.
     *
     * @param postgres CPU time of the database
     */
    record Outcome(Duration took, Duration postgres) {}

    Outcome fill() {
        timesAsSent();
        Duration postgres = house.postgres().cpu();
        Instant started = Instant.now();
        send();
        Waiting.until(
                "the archive",
                PATIENCE,
                () -> house.postgres().number("ingest", ARCHIVED)
                        >= house.broker().end(TOPIC));
        return new Outcome(
                Duration.between(started, Instant.now()), house.postgres().cpu().minus(postgres));
    }

    /** The topic has the broker's times otherwise, and would soon drop what is older than its retention. */
    private void timesAsSent() {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
        var changes = Map.of("message.timestamp.type", "CreateTime", "retention.ms", "-1").entrySet().stream()
                .map(entry ->
                        new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", house.stack().kafkaBootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(topic, changes)).all().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topic cannot be told to keep times as sent", e.getCause());
        }
    }

    private void send() {
        int partitions = house.broker().partitions(TOPIC).size();
        UsageRecordWriter writer = new UsageRecordWriter();
        Map<String, Object> config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                house.stack().kafkaBootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 * 1024);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int number = 0; number < events.count(); number++) {
                long time = events.sentAt(number).toEpochMilli();
                for (UsageRecord record : events.records(number)) {
                    byte[] key = Topics.usageKey(record.tenant(), subject(record));
                    var unused = producer.send(
                            new ProducerRecord<>(
                                    TOPIC, Partitioner.partition(key, partitions), time, key, writer.write(record)),
                            (sent, e) -> failure.compareAndSet(null, e));
                }
            }
            producer.flush();
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the archive was not filled", failed);
        }
    }

    private static String subject(UsageRecord record) {
        if (record instanceof UsageEvent event) {
            return event.identity().subject();
        }
        if (record instanceof EventVoid voided) {
            return voided.identity().subject();
        }
        throw new IllegalArgumentException("a record without subject");
    }
}
