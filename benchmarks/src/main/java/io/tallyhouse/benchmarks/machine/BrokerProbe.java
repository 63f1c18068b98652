package io.tallyhouse.benchmarks.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A broker from outside: how far topics reach, how far groups have come, and how much stands on disk. */
public final class BrokerProbe implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String bootstrapServers;
    private final Admin admin;

    public BrokerProbe(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    public List<TopicPartition> partitions(String topic) {
        return await(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                .flatMap(described -> described.partitions().stream())
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** The sum of the end offsets of all partitions. */
    public long end(String topic) {
        Map<TopicPartition, OffsetSpec> latest =
                partitions(topic).stream().collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
        return await(admin.listOffsets(latest).all()).values().stream()
                .mapToLong(found -> found.offset())
                .sum();
    }

    /** The sum of what a group has committed in a topic; 0 before its first commit. */
    public long committed(String group, String topic) {
        return await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    /** What the members of a group have of a topic whose client id has this part. */
    public Set<TopicPartition> assigned(String group, String partOfClientId, String topic) {
        return await(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
                .flatMap(described -> described.members().stream())
                .filter(member -> member.clientId().contains(partOfClientId))
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .filter(partition -> partition.topic().equals(topic))
                .collect(Collectors.toSet());
    }

    /** Bytes on disk of the topics whose name ends so. */
    public long bytes(String topicEnding) {
        List<Integer> brokers = await(admin.describeCluster().nodes()).stream()
                .map(node -> node.id())
                .toList();
        return await(admin.describeLogDirs(brokers).allDescriptions()).values().stream()
                .flatMap(folders -> folders.values().stream())
                .map(LogDirDescription::replicaInfos)
                .flatMap(replicas -> replicas.entrySet().stream())
                .filter(replica -> replica.getKey().topic().endsWith(topicEnding))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
    }

    /** The last records of each partition, {@code count} in all or as many as there are. */
    public List<ConsumerRecord<byte[], byte[]>> sample(String topic, int count) {
        List<TopicPartition> partitions = partitions(topic);
        try (var consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long wanted = 0;
            for (TopicPartition partition : partitions) {
                long end = ends.getOrDefault(partition, 0L);
                long first = Math.max(0, end - count / partitions.size());
                consumer.seek(partition, first);
                wanted += end - first;
            }
            List<ConsumerRecord<byte[], byte[]>> sample = new ArrayList<>();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (sample.size() < wanted && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(sample::add);
            }
            return sample;
        }
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
