package io.tallyhouse.kit.testing;

import io.tallyhouse.contracts.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Sends to topics and reads them as a whole. Without bootstrap servers: those of the application under test. */
public final class TestTopics {
    private static final Duration POLL = Duration.ofMillis(50);

    private TestTopics() {}

    public static <V> void send(Topic<V> topic, byte[] key, V value) {
        send(bootstrapServers(), topic, key, value);
    }

    public static <V> void send(String bootstrapServers, Topic<V> topic, byte[] key, V value) {
        send(bootstrapServers, topic.name(), key, topic.writeValue().apply(value));
    }

    /** Returns when the broker has it. */
    public static void send(String bootstrapServers, String topic, byte[] key, byte[] value) {
        Map<String, Object> settings =
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.ACKS_CONFIG, "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot send to " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All values that are in the topic now, by partition and offset. */
    public static <V> List<V> readAll(Topic<V> topic) {
        return readAll(bootstrapServers(), topic);
    }

    public static <V> List<V> readAll(String bootstrapServers, Topic<V> topic) {
        return readRecords(bootstrapServers, topic.name()).stream()
                .map(record -> topic.readValue().apply(record.value()))
                .toList();
    }

    /** All committed records that are in the topic now, by partition and offset. */
    public static List<ConsumerRecord<byte[], byte[]>> readRecords(String bootstrapServers, String topic) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                "false");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(at -> consumer.position(at) < ends.get(at))) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records.stream()
                    .sorted(java.util.Comparator.<ConsumerRecord<byte[], byte[]>>comparingInt(ConsumerRecord::partition)
                            .thenComparingLong(ConsumerRecord::offset))
                    .toList();
        }
    }

    /** Of the application under test. */
    public static String bootstrapServers() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }
}
