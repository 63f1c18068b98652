package io.tallyhouse.ingest.replay;

import static io.tallyhouse.ingest.IngestClient.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayEnd;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayStart;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayedEvent;
import io.tallyhouse.ingest.IngestClient;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import io.tallyhouse.kit.testing.TestTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReplayIT {
    private static final String TIME = "2026-10-01T12:00:00Z";

    @Test
    void what_stood_before_a_start_is_replayed_in_the_order_of_offsets() {
        // Given a subject whose events are in one partition
        TestTenant tenant = TestTenants.create("replay-stood");
        IngestClient client = new IngestClient(tenant);
        client.send(event("acme", "plain", TIME, "{\"v\":1}")).statusCode(202);
        client.send(event("acme", "changed", TIME, "{\"v\":1}")).statusCode(202);
        client.send(event("acme", "repeated", TIME, "{\"v\":1}")).statusCode(202);
        client.send(event("acme", "changed", TIME, "{\"v\":2}")).statusCode(202);
        client.send(event("acme", "repeated", TIME, "{\"v\":1}")).statusCode(202);
        client.send(event("acme", "voided", TIME, "{\"v\":1}")).statusCode(202);
        client.change("DELETE", "acme", "voided", "").statusCode(202);
        client.send("{\"id\":\"other\",\"type\":\"disk\",\"subject\":\"acme\"}").statusCode(202);

        // When
        start(tenant, "tokens", "llm.request");
        awaitStarts(client);
        client.send(event("acme", "later", TIME, "{\"v\":1}")).statusCode(202);
        awaitEnds(client, "tokens");

        // Then
        int partition = partitionOf(client, "plain");
        List<ReplayedEvent> replayed = replayed(client);
        assertThat(replayed.stream().map(ReplayIT::line))
                .containsExactly("plain 1", "repeated 1", "changed 2", "voided 1 void");
        assertThat(replayed).extracting(ReplayedEvent::offset).isSorted();
        assertThat(client.raw().stream()
                        .filter(polled -> IngestClient.read(polled) instanceof ReplayedEvent)
                        .map(ConsumerRecord::partition))
                .containsOnly(partition);
        assertThat(kinds(client, partition).stream()
                        .filter(kind -> !kind.equals("UsageEvent"))
                        .distinct())
                .containsExactly("EventVoid", "MetricStart", "ReplayStart", "ReplayedEvent", "ReplayEnd");
    }

    @Test
    void a_metric_without_a_past_ends_at_once_in_every_partition() {
        // Given
        TestTenant tenant = TestTenants.create("replay-nothing");
        IngestClient client = new IngestClient(tenant);

        // When
        start(tenant, "tokens", "llm.request");
        awaitEnds(client, "tokens");

        // Then
        assertThat(client.records()).noneMatch(record -> record instanceof ReplayStart);
        assertThat(client.records().stream().filter(record -> record instanceof ReplayEnd))
                .hasSize(BackingResource.METERED_PARTITIONS);
    }

    @Test
    void a_past_of_many_portions_is_replayed_without_gap_or_repeat() {
        // Given more than one portion of 5,000 offsets
        TestTenant tenant = TestTenants.create("replay-many");
        IngestClient client = new IngestClient(tenant);
        int batches = 12;
        for (int batch = 0; batch < batches; batch++) {
            int first = batch * 1_000;
            client.send(IntStream.range(first, first + 1_000)
                            .mapToObj(id -> "{\"id\":\"%d\",\"type\":\"t\",\"subject\":\"acme\"}".formatted(id))
                            .collect(Collectors.joining(",", "[", "]")))
                    .statusCode(202);
        }

        // When
        start(tenant, "count", "t");
        awaitEnds(client, "count");

        // Then
        List<ReplayedEvent> replayed = replayed(client);
        assertThat(replayed).hasSize(12_000);
        assertThat(replayed).extracting(ReplayedEvent::offset).isSorted().doesNotHaveDuplicates();
        assertThat(client.records().stream()
                        .filter(record -> record instanceof ReplayStart)
                        .map(record -> ((ReplayStart) record).events()))
                .containsExactly(12_000L);
    }

    private static String line(ReplayedEvent replayed) {
        return replayed.event().identity().id() + " "
                + replayed.event().data().get("v").text() + (replayed.isVoid() ? " void" : "");
    }

    private static List<ReplayedEvent> replayed(IngestClient client) {
        return client.records().stream()
                .filter(ReplayedEvent.class::isInstance)
                .map(ReplayedEvent.class::cast)
                .toList();
    }

    private static List<String> kinds(IngestClient client, int partition) {
        return client.raw().stream()
                .filter(polled -> polled.partition() == partition)
                .map(polled -> IngestClient.read(polled).getClass().getSimpleName())
                .toList();
    }

    private static int partitionOf(IngestClient client, String id) {
        return client.raw().stream()
                .filter(polled -> IngestClient.read(polled) instanceof UsageRecord.UsageEvent event
                        && event.identity().id().equals(id))
                .findFirst()
                .orElseThrow()
                .partition();
    }

    /** What is accepted before a start is in the log is of the past. */
    private static void awaitStarts(IngestClient client) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(client.records().stream().filter(MetricStart.class::isInstance))
                        .hasSize(BackingResource.METERED_PARTITIONS));
    }

    private static void awaitEnds(IngestClient client, String metric) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(client.records().stream()
                                .filter(record -> record instanceof ReplayEnd end
                                        && end.metric().value().equals(metric)))
                        .hasSize(BackingResource.METERED_PARTITIONS));
        assertThat(client.records().stream().filter(MetricStart.class::isInstance))
                .hasSize(BackingResource.METERED_PARTITIONS);
    }

    private static void start(TestTenant tenant, String id, String type) {
        MetricDefinition definition = new MetricDefinition(
                tenant.tenantId(),
                new MetricId(id),
                1,
                type,
                Aggregation.COUNT,
                Optional.empty(),
                List.of(),
                List.of(),
                MetricDefinition.SLOT_MINUTES_DEFAULT);
        TestTopics.send(
                Topics.CATALOG_METRICS,
                Topics.resourceKey(tenant.tenantId(), id),
                new MetricRecord(id, false, definition, Instant.parse("2026-10-01T00:00:00Z")));
    }
}
