package io.tallyhouse.ingest.reject;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.tallyhouse.backing.KafkaTopics;
import io.tallyhouse.backing.TopicSpec;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.topic.Partitioner;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.topic.Topics.TopicPlan;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.IngestClient;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import io.tallyhouse.kit.testing.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** From a producer that knows nothing of this house, through the inbox, to the log or the list of rejected records. */
@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RejectedEventsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void what_a_producer_writes_in_any_mode_is_in_the_log_and_what_is_no_event_is_listed() {
        // Given an inbox that was made because its tenant was
        TestTenant tenant = TestTenants.create("inbox-modes");
        IngestClient client = new IngestClient(tenant);

        // When
        send(tenant, event("plain", 1), Map.of());
        send(tenant, "{\"id\":", Map.of());
        send(tenant, event("structured", 2), Map.of("content-type", "application/cloudevents+json; charset=utf-8"));
        send(
                tenant,
                "{\"n\":3}",
                Map.of("ce_id", "binary", "ce_type", "t", "ce_subject", "acme", "ce_specversion", "1.0"));
        send(tenant, "{\"n\":1e400}", Map.of("ce_id", "bad", "ce_type", "t", "ce_subject", "acme"));
        send(tenant, null, Map.of());
        send(tenant, event("last", 4), Map.of());

        // Then
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(client.raw())
                        .extracting(polled -> ((UsageEvent) IngestClient.read(polled))
                                .identity()
                                .id())
                        .containsExactly("plain", "structured", "binary", "last"));
        byte[] key = Topics.usageKey(tenant.tenantId(), "acme");
        assertThat(client.raw())
                .allMatch(
                        polled -> polled.partition() == Partitioner.partition(key, BackingResource.METERED_PARTITIONS));
        eventually(tenant, list -> {
            assertThat(list.<String>getList("items.id"))
                    .containsExactly(
                            "usage-inbox.inbox-modes-0-5",
                            "usage-inbox.inbox-modes-0-4",
                            "usage-inbox.inbox-modes-0-1");
            assertThat(list.getString("items[0].errors[0].detail")).startsWith("the record has no value");
            assertThat(list.getString("items[1].errors[0].pointer")).isEqualTo("/data/n");
            assertThat(list.<String>getList("items[1].headers.name")).contains("ce_id", "ce_type", "ce_subject");
            assertThat(list.getString("items[2].value")).isEqualTo("{\"id\":");
            assertThat(list.getString("items[2].state")).isEqualTo("REJECTED");
            assertThat(list.getLong("items[2].offset")).isEqualTo(1);
        });
        String next = list(tenant, "?limit=2").extract().path("next");
        list(tenant, "?limit=2&after=" + next)
                .body("items.id", equalTo(List.of("usage-inbox.inbox-modes-0-1")))
                .body("next", equalTo(null));
    }

    @Test
    void a_rejected_event_is_replayed_mended_once() {
        // Given
        TestTenant tenant = TestTenants.create("inbox-replay");
        IngestClient client = new IngestClient(tenant);
        send(tenant, "{\"id\":\"e1\",\"type\":\"t\"}", Map.of());
        send(tenant, "{\"n\":1}", Map.of("ce_id", "e2", "ce_type", "t"));
        eventually(tenant, list -> assertThat(list.getList("items")).hasSize(2));
        String first = "usage-inbox.inbox-replay-0-0";

        // Then it is still wrong as it was, or mended wrongly
        replay(tenant, first, "").statusCode(422).body("errors[0].pointer", equalTo("/subject"));
        replay(tenant, first, "{").statusCode(422).body("errors[0].detail", containsString("not valid JSON"));
        replay(tenant, "usage-inbox.inbox-replay-0-9", "").statusCode(404);
        replay(TestTenants.create("inbox-other"), first, event("e1", 1)).statusCode(404);
        replay(TestTenants.createKey(TestTopics.bootstrapServers(), tenant.tenantId(), Scope.READ), first, "")
                .statusCode(403);

        // When
        replay(tenant, first, event("e1", 1))
                .statusCode(202)
                .body("id", equalTo(first))
                .body("accepted", equalTo(1));

        // Then
        replay(tenant, first, event("e1", 1)).statusCode(409).body("type", equalTo("/problems/conflict"));
        assertThat(client.records()).hasSize(1);
        list(tenant, "").body("items.state", equalTo(List.of("REJECTED", "REPLAYED")));
    }

    @Test
    void records_of_a_tenant_that_is_not_there_are_kept_for_it() {
        // Given an inbox that somebody made by hand
        TenantId unknown = new TenantId("inbox-unknown");
        TopicPlan plan = Topics.usageInbox(unknown);
        KafkaTopics.ensure(TestTopics.bootstrapServers(), List.of(new TopicSpec(plan.name(), 1, plan.config())));

        // When
        send(unknown, event("e1", 1), Map.of());

        // Then it is listed once the tenant is there, and replayed as it was
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(TestTopics.readAll(Topics.USAGE_REJECTED))
                        .anyMatch(rejected -> rejected.tenant().equals(unknown)
                                && rejected.violations().get(0).detail().equals("there is no tenant 'inbox-unknown'")));
        TestTenant tenant = TestTenants.create("inbox-unknown");
        eventually(tenant, list -> assertThat(list.getList("items")).hasSize(1));
        replay(tenant, "usage-inbox.inbox-unknown-0-0", "").statusCode(202);
        assertThat(new IngestClient(tenant).records()).hasSize(1);
    }

    private static void eventually(TestTenant tenant, Consumer<JsonPath> seen) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> seen.accept(list(tenant, "").extract().jsonPath()));
    }

    private static ValidatableResponse list(TestTenant tenant, String query) {
        return given().header("Authorization", tenant.bearer())
                .get("/v1/rejected-events" + query)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse replay(TestTenant tenant, String id, String body) {
        var request = given().header("Authorization", tenant.bearer());
        if (!body.isEmpty()) {
            request = request.contentType("application/json").body(body);
        }
        return request.post("/v1/rejected-events/{id}/replay", id).then();
    }

    private static void send(TestTenant tenant, String value, Map<String, String> headers) {
        send(tenant.tenantId(), value, headers);
    }

    /** As any program would; the producer waits for a topic that is a moment late. */
    private static void send(TenantId tenant, String value, Map<String, String> headers) {
        ProducerRecord<String, String> record =
                new ProducerRecord<>(Topics.usageInbox(tenant).name(), value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestTopics.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String event(String id, int number) {
        return "{\"id\":\"%s\",\"type\":\"t\",\"subject\":\"acme\",\"data\":{\"n\":%d}}".formatted(id, number);
    }
}
