package io.tallyhouse.metrics.usage.kafka;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.kit.reader.BackgroundLoop;
import io.tallyhouse.kit.rest.ProblemException;
import io.tallyhouse.metrics.usage.EndOffsets;
import io.tallyhouse.metrics.usage.UsageLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Reads the end offsets of {@code usage-events} four times a second, with the wall time before each reading. */
@ApplicationScoped
class SampledUsageLog implements UsageLog {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final String topic;
    private final String bootstrapServers;
    private final CompletableFuture<Integer> partitions = new CompletableFuture<>();
    private final Map<Integer, EndOffsets> ends = new ConcurrentHashMap<>();
    private @Nullable Admin admin;
    private @Nullable BackgroundLoop loop;

    SampledUsageLog(
            InstantSource clock,
            LogGeneration log,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.clock = clock;
        this.topic = log.usageEvents();
        this.bootstrapServers = bootstrapServers;
    }

    void start(@Observes StartupEvent event) {
        Admin client = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        admin = client;
        loop = BackgroundLoop.start("usage-log-samples", PAUSE, () -> sample(client));
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }

    private boolean sample(Admin client) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int partition = 0; partition < partitionCount(client); partition++) {
            latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        Instant before = clock.instant();
        client.listOffsets(latest)
                .all()
                .get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .forEach((partition, end) -> ends.computeIfAbsent(partition.partition(), absent -> new EndOffsets())
                        .seen(end.offset(), before));
        return false;
    }

    private int partitionCount(Admin client) throws Exception {
        if (!partitions.isDone()) {
            partitions.complete(client.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .size());
        }
        return partitions.join();
    }

    @Override
    public Uni<Integer> partitions() {
        return Uni.createFrom()
                .completionStage(() -> partitions.copy())
                .ifNoItem()
                .after(PATIENCE)
                .failWith(() -> ProblemException.unavailable("The usage log cannot be reached at the moment."));
    }

    @Override
    public Optional<Instant> coveredBy(int partition, long position) {
        return Optional.ofNullable(ends.get(partition)).flatMap(seen -> seen.coveredBy(position));
    }

    @Override
    public OptionalLong end(int partition) {
        EndOffsets seen = ends.get(partition);
        return seen == null ? OptionalLong.empty() : seen.last();
    }
}
