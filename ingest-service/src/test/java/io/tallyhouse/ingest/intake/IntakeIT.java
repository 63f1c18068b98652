package io.tallyhouse.ingest.intake;

import static io.restassured.RestAssured.given;
import static io.tallyhouse.ingest.IngestClient.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.topic.Partitioner;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.IngestClient;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IntakeIT {
    private static final String TIME = "2026-10-01T12:00:00Z";

    @Test
    void accepted_events_are_in_the_partition_of_their_subject() {
        // Given
        TestTenant tenant = TestTenants.create("intake-partitions");
        IngestClient client = new IngestClient(tenant);
        String batch = IntStream.range(0, 40)
                .mapToObj(index -> event("customer-" + index % 7, "e" + index, TIME, "{\"tokens\":1.50}"))
                .collect(Collectors.joining(",", "[", "]"));

        // When
        client.send(batch).statusCode(202).body("accepted", equalTo(40)).body("errors", empty());

        // Then
        List<ConsumerRecord<byte[], byte[]>> records = client.raw();
        assertThat(records).hasSize(40).allSatisfy(polled -> {
            UsageEvent event = (UsageEvent) IngestClient.read(polled);
            byte[] key = Topics.usageKey(tenant.tenantId(), event.identity().subject());
            assertThat(polled.key()).isEqualTo(key);
            assertThat(polled.partition()).isEqualTo(Partitioner.partition(key, BackingResource.METERED_PARTITIONS));
            assertThat(event.data().get("tokens").text()).isEqualTo("1.50");
        });
        assertThat(records.stream().map(ConsumerRecord::partition).distinct()).hasSizeGreaterThan(1);
    }

    @Test
    void one_event_by_itself_is_accepted_with_the_tenants_clock() {
        // Given
        Instant now = Instant.parse("2031-05-01T10:00:00Z");
        IngestClient client = new IngestClient(TestTenants.createSandbox("intake-sandbox", now));

        // When
        client.send("{\"id\":\"e1\",\"type\":\"t\",\"subject\":\"acme\"}")
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("duplicatesInRequest", equalTo(0));
        client.send("{\"id\":\"e2\",\"type\":\"t\",\"subject\":\"acme\",\"time\":\"2031-05-02T10:00:01Z\"}")
                .statusCode(422)
                .body("errors[0].detail", containsString("which stands at 2031-05-01T10:00:00Z"));

        // Then
        assertThat(client.records())
                .singleElement()
                .satisfies(
                        stored -> assertThat(((UsageEvent) stored).eventTime()).isEqualTo(now));
    }

    @Test
    void good_events_of_a_batch_are_accepted_and_bad_ones_told() {
        // Given
        IngestClient client = new IngestClient(TestTenants.create("intake-partial"));
        String good = event("acme", "e1", TIME, "{}");
        String bad = "{\"id\":\"e3\",\"type\":\"t\",\"subject\":\"\",\"time\":\"noon\"}";

        // When
        client.send("[" + good + "," + good + "," + event("acme", "e2", TIME, "{}") + "," + bad + ",7]")
                // Then
                .statusCode(202)
                .contentType(ContentType.JSON)
                .body("accepted", equalTo(2))
                .body("duplicatesInRequest", equalTo(1))
                .body("errors", hasSize(2))
                .body("errors[0].index", equalTo(3))
                .body("errors[0].id", equalTo("e3"))
                .body("errors[0].errors.pointer", equalTo(List.of("/subject", "/time")))
                .body("errors[1].index", equalTo(4));
        assertThat(client.records()).hasSize(2);
    }

    @Test
    void a_batch_without_a_valid_event_is_a_problem_with_every_fault() {
        // Given
        IngestClient client = new IngestClient(TestTenants.create("intake-all-bad"));

        // When
        client.send("[{\"id\":\"e1\"},{\"id\":\"e2\",\"type\":\"t\",\"subject\":\"s\",\"data\":{\"a\":1e400}}]")
                // Then
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/invalid-input"))
                .body("instance", equalTo("/v1/events"))
                .body("errors.index", equalTo(List.of(0, 1)))
                .body("errors.id", equalTo(List.of("e1", "e2")))
                .body("errors.pointer", equalTo(List.of("/0/type", "/1/data/a")))
                .body("errors[0].errors.pointer", equalTo(List.of("/type", "/subject")))
                .body("errors[1].errors.pointer", equalTo(List.of("/data/a")));
        client.send("{\"id\":\"e1\",\"type\":\"t\"}").statusCode(422).body("errors[0].pointer", equalTo("/subject"));
        client.send("[]").statusCode(422).body("errors[0].detail", containsString("there is no event in it"));
        assertThat(client.records()).isEmpty();
    }

    @Test
    void broken_json_in_the_middle_of_a_batch_accepts_nothing() {
        // Given
        IngestClient client = new IngestClient(TestTenants.create("intake-broken"));

        // When
        client.send("[" + event("acme", "e1", TIME, "{}") + ",{\"id\":\"e2\" \"type\":\"t\"}]")
                // Then
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/malformed-request"))
                .body("detail", containsString("line 1, column"));
        client.send("").statusCode(400).body("detail", containsString("empty"));
        assertThat(client.records()).isEmpty();
    }

    @Test
    void what_is_too_large_is_a_413_and_accepts_nothing() {
        // Given
        IngestClient client = new IngestClient(TestTenants.create("intake-large"));
        String event = event("acme", "e1", TIME, "{}");
        String largeEvent = event("acme", "e2", TIME, "{\"a\":\"" + "x".repeat(65_536) + "\"}");
        String largeBatch = "[" + (event + ",").repeat(1_000) + event + "]";

        // Then
        client.send("[" + event + "," + largeEvent + "]")
                .statusCode(413)
                .contentType("application/problem+json")
                .body("detail", containsString("The event at /1 has"));
        client.send(largeBatch).statusCode(413).body("detail", containsString("1001 events; at most 1000"));
        client.send("[" + event + " ".repeat(1_048_576) + "]")
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/body-too-large"));
        assertThat(client.records()).isEmpty();
    }

    @Test
    void a_key_is_needed_and_it_must_have_the_scope() {
        // Given
        TestTenant reader = TestTenants.create("intake-reader", Scope.READ);
        TestTenant writer = TestTenants.create("intake-writer", Scope.EVENTS_WRITE);

        // Then
        given().contentType(ContentType.JSON)
                .body("{}")
                .post("/v1/events")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
        new IngestClient(reader).send(event("acme", "e1", TIME, "{}")).statusCode(403);
        new IngestClient(reader).change("DELETE", "acme", "e1", "").statusCode(403);
        new IngestClient(reader).change("POST", "acme", "e1", "/restore").statusCode(403);
        new IngestClient(writer).search(java.util.Map.of()).statusCode(403);
        given().header("Authorization", writer.bearer())
                .contentType("text/plain")
                .body("x")
                .post("/v1/events")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void voids_and_restores_are_in_the_partition_of_their_subject_whatever_it_is_called() {
        // Given
        TestTenant tenant = TestTenants.create("intake-voids");
        IngestClient client = new IngestClient(tenant);
        EventIdentity identity = new EventIdentity(tenant.tenantId(), "a/b c%+\u20AC", "eu 1", "e/1");

        // When
        client.change("DELETE", identity.subject(), identity.id(), "?source=eu 1")
                .statusCode(202);
        client.change("POST", identity.subject(), identity.id(), "/restore?source=eu 1")
                .statusCode(202);

        // Then
        assertThat(client.records())
                .satisfiesExactly(
                        first -> assertThat(((EventVoid) first).identity()).isEqualTo(identity),
                        second -> assertThat(((EventRestore) second).identity()).isEqualTo(identity));
        byte[] key = Topics.usageKey(tenant.tenantId(), identity.subject());
        assertThat(client.raw())
                .allMatch(
                        polled -> polled.partition() == Partitioner.partition(key, BackingResource.METERED_PARTITIONS));
        client.change("DELETE", "s".repeat(201), " ", "")
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/subject", "/id")));
    }
}
