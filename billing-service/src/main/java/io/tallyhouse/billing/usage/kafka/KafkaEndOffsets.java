package io.tallyhouse.billing.usage.kafka;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.usage.EndOffsets;
import io.tallyhouse.contracts.topic.LogGeneration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** End offsets, asked of the broker each time: a remembered one would be older than the run that needs it. */
@ApplicationScoped
class KafkaEndOffsets implements EndOffsets {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final String topic;
    private final String bootstrapServers;
    private @Nullable Admin admin;

    KafkaEndOffsets(LogGeneration log, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.topic = log.usageEvents();
        this.bootstrapServers = bootstrapServers;
    }

    void start(@Observes StartupEvent event) {
        admin();
    }

    void stop(@Observes ShutdownEvent event) {
        Admin open = admin;
        if (open != null) {
            open.close(Duration.ofSeconds(2));
        }
    }

    @Override
    public Uni<Map<Integer, Long>> read() {
        return Uni.createFrom()
                .completionStage(() ->
                        admin().describeTopics(List.of(topic)).allTopicNames().toCompletionStage())
                .chain(topics -> Uni.createFrom()
                        .completionStage(() -> admin().listOffsets(latest(topics.values()))
                                .all()
                                .toCompletionStage()))
                .map(ends -> {
                    Map<Integer, Long> offsets = new TreeMap<>();
                    ends.forEach((partition, end) -> offsets.put(partition.partition(), end.offset()));
                    return offsets;
                });
    }

    private static Map<TopicPartition, OffsetSpec> latest(Collection<TopicDescription> topics) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (TopicDescription topic : topics) {
            topic.partitions()
                    .forEach(partition ->
                            wanted.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
        }
        return wanted;
    }

    private synchronized Admin admin() {
        Admin open = admin;
        if (open == null) {
            open = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                    bootstrapServers,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    TIMEOUT_MILLIS,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    TIMEOUT_MILLIS / 2));
            admin = open;
        }
        return open;
    }
}
