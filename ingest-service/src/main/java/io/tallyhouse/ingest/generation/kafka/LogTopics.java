package io.tallyhouse.ingest.generation.kafka;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Looks at topics. All calls block. */
@ApplicationScoped
class LogTopics {
    private static final long PATIENCE_SECONDS = 60;

    private final String bootstrapServers;
    private @Nullable Admin admin;

    LogTopics(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** @param ends by partition */
    record Found(String id, Map<Integer, Long> ends) {}

    /** Empty if there is no such topic. */
    Optional<Found> find(String topic) {
        try {
            TopicDescription description = await(
                            admin().describeTopics(List.of(topic)).allTopicNames())
                    .values()
                    .iterator()
                    .next();
            Map<TopicPartition, OffsetSpec> wanted = description.partitions().stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
            Map<Integer, Long> ends = new TreeMap<>();
            await(admin().listOffsets(wanted).all())
                    .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
            return Optional.of(new Found(description.topicId().toString(), ends));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw new IllegalStateException("topic " + topic + " cannot be looked at: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka does not tell of topic " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static <T> T await(KafkaFuture<T> answer)
            throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private synchronized Admin admin() {
        Admin open = admin;
        if (open == null) {
            open = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
            admin = open;
        }
        return open;
    }

    synchronized void stop(@Observes ShutdownEvent event) {
        Admin open = admin;
        if (open != null) {
            open.close(Duration.ofSeconds(2));
        }
    }
}
