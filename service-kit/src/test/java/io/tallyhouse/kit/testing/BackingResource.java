package io.tallyhouse.kit.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tallyhouse.backing.BackingServices;
import io.tallyhouse.backing.KafkaTopics;
import io.tallyhouse.backing.PostgresDatabase;
import io.tallyhouse.backing.TopicSpec;
import io.tallyhouse.contracts.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code @QuarkusTestResource(BackingResource.class)}: Kafka with all topics, a fresh database, and a stub for all other
 * services. Kafka is shared by the test classes of a module; use other tenants in each.
 */
public final class BackingResource implements QuarkusTestResourceLifecycleManager {
    /** Of {@code tallyhouse.service-secret} in tests. */
    public static final String SERVICE_SECRET = "test-service-secret";

    /** Partitions of {@code usage-events} and {@code metric-windows} in tests. */
    public static final int METERED_PARTITIONS = 4;

    private @Nullable StubServices stub;

    @Override
    public Map<String, String> start() {
        BackingServices services = BackingServices.shared();
        KafkaTopics.ensure(services.kafkaBootstrapServers(), topics());
        PostgresDatabase database =
                services.createDatabase("test_" + UUID.randomUUID().toString().replace("-", ""));
        stub = StubServices.start();
        Map<String, String> settings = new ConcurrentHashMap<>(stub.settings());
        settings.put("kafka.bootstrap.servers", services.kafkaBootstrapServers());
        settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        settings.put("quarkus.datasource.reactive.url", database.reactiveUrl());
        settings.put("quarkus.datasource.username", database.user());
        settings.put("quarkus.datasource.password", database.password());
        settings.put("tallyhouse.service-secret", SERVICE_SECRET);
        return settings;
    }

    private static List<TopicSpec> topics() {
        return Stream.concat(
                        Topics.metered().stream()
                                .map(plan -> new TopicSpec(plan.name(), METERED_PARTITIONS, plan.config())),
                        Topics.unmetered().stream().map(plan -> new TopicSpec(plan.name(), 1, plan.config())))
                .toList();
    }

    @Override
    public void stop() {
        if (stub != null) {
            stub.close();
        }
    }
}
