package io.tallyhouse.ingest.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.ingest.IngestClient;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import io.tallyhouse.kit.testing.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ControlIT {
    @Test
    void each_new_metric_version_starts_once_in_every_partition() {
        // Given
        TestTenant tenant = TestTenants.create("control-starts");
        IngestClient client = new IngestClient(tenant);
        byte[] key = Topics.resourceKey(tenant.tenantId(), "tokens");

        // When a version is published twice, and something unreadable in between
        TestTopics.send(Topics.CATALOG_METRICS, key, metric(tenant, "tokens", 1));
        TestTopics.send(
                TestTopics.bootstrapServers(), "catalog-metrics", key, "garbage".getBytes(StandardCharsets.UTF_8));
        TestTopics.send(Topics.CATALOG_METRICS, key, metric(tenant, "tokens", 1));
        TestTopics.send(Topics.CATALOG_METRICS, key, metric(tenant, "tokens", 2));

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(partitionsOf(client, 2)).isEqualTo(all()));
        assertThat(partitionsOf(client, 1)).isEqualTo(all());
    }

    private static List<Integer> all() {
        return IntStream.range(0, BackingResource.METERED_PARTITIONS).boxed().toList();
    }

    private static List<Integer> partitionsOf(IngestClient client, int version) {
        return client.raw().stream()
                .filter(polled -> IngestClient.read(polled) instanceof MetricStart start
                        && start.definition().version() == version)
                .map(ConsumerRecord::partition)
                .toList();
    }

    private static MetricRecord metric(TestTenant tenant, String id, int version) {
        MetricDefinition definition = new MetricDefinition(
                tenant.tenantId(),
                new MetricId(id),
                version,
                "llm.request",
                Aggregation.COUNT,
                Optional.empty(),
                List.of(),
                List.of(),
                MetricDefinition.SLOT_MINUTES_DEFAULT);
        return new MetricRecord(id, false, definition, Instant.parse("2026-10-01T00:00:00Z"));
    }
}
