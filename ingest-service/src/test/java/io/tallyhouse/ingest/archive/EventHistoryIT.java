package io.tallyhouse.ingest.archive;

import static io.restassured.RestAssured.given;
import static io.tallyhouse.ingest.IngestClient.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventQuarantined;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.FormerVersion;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.IngestClient;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.StubServices;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import io.tallyhouse.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EventHistoryIT {
    private static final String TIME = "2026-10-01T12:00:00Z";
    /** Longer ago than the meter remembers, whenever the test runs. */
    private static final String OLD = "2020-02-01T12:00:00Z";

    @Inject
    AgroalDataSource dataSource;

    @Test
    void every_version_of_an_event_is_shown_with_what_became_of_it() {
        // Given
        TestTenant tenant = TestTenants.create("history-shown");
        IngestClient client = new IngestClient(tenant);
        metric(tenant, "requests", Aggregation.COUNT);
        metric(tenant, "tokens", Aggregation.SUM);

        // When
        client.send(event("acme", "e1", TIME, "{\"n\":1}"));
        client.send(event("acme", "e1", TIME, "{\"n\":\"many\"}"));
        client.send(event("acme", "e1", TIME, "{\"n\":\"many\"}"));
        client.change("DELETE", "acme", "e1", "");
        client.change("POST", "acme", "e1", "/restore");

        // Then
        eventually(tenant, "acme", "e1", shown -> {
            assertThat(shown.getList("versions.state")).containsExactly("SUPERSEDED", "COUNTED");
            assertThat(shown.getList("changes.change")).containsExactly("VOIDED", "RESTORED");
            assertThat(shown.getBoolean("voided")).isFalse();
            assertThat(shown.getInt("versions[1].duplicates")).isEqualTo(1);
            assertThat(shown.getString("versions[1].data.n")).isEqualTo("many");
            assertThat(shown.getList("versions[1].countedBy")).containsExactly("requests");
            assertThat(shown.getString("versions[1].unusable[0].metric")).isEqualTo("tokens");
            assertThat(shown.getString("versions[1].unusable[0].reason")).contains("is not a number");
            assertThat(shown.getList("versions[0].countedBy")).isEmpty();
        });
        read(tenant, "acme", "unknown").statusCode(404).contentType("application/problem+json");
        read(TestTenants.create("history-other"), "acme", "e1").statusCode(404);
    }

    @Test
    void lists_are_filtered_by_state_and_property() {
        // Given
        TestTenant tenant = TestTenants.create("history-filtered");
        IngestClient client = new IngestClient(tenant);
        metric(tenant, "tokens", Aggregation.SUM);
        StubServices.answer(
                Service.CATALOG,
                tenant.tenantId(),
                "/internal/unmapped-subjects?subject=acme&subject=stray",
                List.of("stray"));
        client.send("[" + event("acme", "bad", TIME, "{\"n\":\"many\"}") + ","
                + event("acme", "good", TIME, "{\"n\":1,\"model\":\"m3\"}") + ","
                + event("stray", "s1", TIME, "{\"n\":1.0}") + ","
                + event("acme", "changed", TIME, "{\"n\":1}") + ","
                + event("acme", "changed", TIME, "{\"n\":2}") + "]");
        client.send(event("acme", "gone", TIME, "{\"n\":5}"));
        client.change("DELETE", "acme", "gone", "");
        client.eventually(
                Map.of("state", "VOID"),
                page -> assertThat(page.getList("items.id")).containsExactly("gone"));

        // Then
        assertThat(ids(client, Map.of("state", "SUPERSEDED"))).containsExactly("changed");
        assertThat(ids(client, Map.of("state", "COUNTED"))).containsExactlyInAnyOrder("bad", "good", "s1", "changed");
        assertThat(ids(client, Map.of("state", "UNUSABLE"))).containsExactly("bad");
        assertThat(ids(client, Map.of("state", "UNMAPPED"))).containsExactly("s1");
        assertThat(ids(client, Map.of("property.n", "1", "state", "COUNTED"))).containsExactlyInAnyOrder("good", "s1");
        assertThat(ids(client, Map.of("property.n", "1", "property.model", "m3")))
                .containsExactly("good");
        client.search(Map.of("state", "LOST")).statusCode(422);
        client.search(Map.of("propertyn", "1")).statusCode(422);
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        // Given
        IngestClient client = new IngestClient(TestTenants.create("history-cursor"));
        client.send("[" + event("acme", "e1", TIME, "{}") + "," + event("acme", "e2", TIME, "{}") + "]");
        client.eventually(Map.of(), page -> assertThat(page.getList("items")).hasSize(2));

        // When
        String next = client.search(Map.of("limit", 1)).extract().jsonPath().getString("next");

        // Then
        client.search(Map.of("limit", 5, "after", next)).statusCode(200);
        client.search(Map.of("limit", 1, "after", next, "state", "COUNTED")).statusCode(422);
        client.search(Map.of("limit", 1, "after", next, "subject", "acme")).statusCode(422);
    }

    @Test
    void types_of_events_are_listed_with_the_metrics_that_use_them() {
        // Given
        TestTenant tenant = TestTenants.create("history-types");
        IngestClient client = new IngestClient(tenant);
        metric(tenant, "requests", Aggregation.COUNT);
        client.send(event("acme", "e1", TIME, "{}"));
        client.send(event("acme", "e2", TIME, "{}"));
        client.send("{\"id\":\"e3\",\"type\":\"llm.reqest\",\"subject\":\"acme\"}");

        // Then
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonPath all = types(tenant, Map.of());
            assertThat(all.getList("items.type")).containsExactly("llm.reqest", "llm.request");
            assertThat(all.getList("items.events")).containsExactly(1, 2);
            assertThat(all.getList("items[1].metrics")).containsExactly("requests");
            assertThat(types(tenant, Map.of("unused", "true")).getList("items.type"))
                    .containsExactly("llm.reqest");
        });
        String next = types(tenant, Map.of("limit", 1)).getString("next");
        assertThat(types(tenant, Map.of("limit", 1, "after", next)).getList("items.type"))
                .containsExactly("llm.request");
    }

    @Test
    void what_the_meter_may_have_forgotten_brings_its_former_version_along() {
        // Given
        TestTenant tenant = TestTenants.create("history-former");
        IngestClient client = new IngestClient(tenant);
        client.send(event("acme", "e1", OLD, "{\"n\":1}"));
        eventually(
                tenant,
                "acme",
                "e1",
                shown -> assertThat(shown.getList("versions")).hasSize(1));

        // When
        client.send(event("acme", "e1", OLD, "{\"n\":2}")).statusCode(202);
        eventually(
                tenant,
                "acme",
                "e1",
                shown -> assertThat(shown.getList("versions")).hasSize(2));
        client.change("DELETE", "acme", "e1", "").statusCode(202);

        // Then
        List<UsageRecord> records = client.records();
        assertThat(((UsageEvent) records.get(0)).former()).isEmpty();
        assertThat(((UsageEvent) records.get(1))
                        .former()
                        .map(former -> former.data().get("n").text()))
                .contains("1");
        Optional<FormerVersion> voided = ((EventVoid) records.get(2)).former();
        assertThat(voided.map(former -> former.data().get("n").text())).contains("2");
    }

    @Test
    void an_event_in_quarantine_is_listed_and_takes_effect_once_when_it_is_released() {
        // Given an event that was accepted long ago, and another version of it that could not be looked up
        TestTenant tenant = TestTenants.create("history-released");
        IngestClient client = new IngestClient(tenant);
        client.send(event("acme", "e1", OLD, "{\"n\":1}"));
        UsageEvent unsure = new UsageEvent(
                new EventIdentity(tenant.tenantId(), "acme", "", "e1"),
                "llm.request",
                Optional.of(OLD),
                Instant.parse("2026-10-01T00:00:00Z"),
                new TreeMap<>());
        TestTopics.send(
                Topics.USAGE_EVENTS,
                Topics.usageKey(tenant.tenantId(), "acme"),
                new EventQuarantined(unsure, "the archive was away"));
        client.eventually(
                Map.of("state", "QUARANTINED"),
                page -> assertThat(page.getList("items.reason")).containsExactly("the archive was away"));

        // When it is released twice
        client.change("POST", "acme", "e1", "/release").statusCode(202);
        eventually(
                tenant,
                "acme",
                "e1",
                shown -> assertThat(shown.getList("versions.state")).containsExactly("SUPERSEDED", "COUNTED"));
        int again = client.change("POST", "acme", "e1", "/release")
                .statusCode(202)
                .extract()
                .jsonPath()
                .getInt("released");

        // Then
        assertThat(again).isZero();
        UsageEvent released = (UsageEvent) client.records().get(2);
        assertThat(released.acceptedAt()).isEqualTo(unsure.acceptedAt());
        assertThat(released.former().map(former -> former.data().get("n").text()))
                .contains("1");
        assertThat(client.records()).hasSize(3);
        client.change("POST", "acme", "unknown", "/release").statusCode(404);
    }

    @Test
    void while_the_archive_does_not_answer_old_events_are_quarantined_and_voids_refused() throws Exception {
        // Given
        TestTenant tenant = TestTenants.create("history-away");
        IngestClient client = new IngestClient(tenant);
        client.send(event("acme", "e1", OLD, "{\"n\":1}"));
        eventually(
                tenant,
                "acme",
                "e1",
                shown -> assertThat(shown.getList("versions")).hasSize(1));

        // When nobody can read the archive
        try (Connection connection = dataSource.getConnection();
                Statement lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute("LOCK TABLE usage_records IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<Integer> voided = CompletableFuture.supplyAsync(
                    () -> client.change("DELETE", "acme", "e1", "").extract().statusCode());
            JsonPath receipt = client.send("[" + event("acme", "e1", OLD, "{\"n\":1}") + ","
                            + "{\"id\":\"e2\",\"type\":\"llm.request\",\"subject\":\"acme\"}]")
                    .statusCode(202)
                    .extract()
                    .jsonPath();

            // Then
            assertThat(receipt.getInt("accepted")).isEqualTo(1);
            assertThat(receipt.getInt("quarantined")).isEqualTo(1);
            assertThat(voided.get()).isEqualTo(503);
            connection.rollback();
        }
        // the same content again is a duplicate, and needs no release
        eventually(tenant, "acme", "e1", shown -> {
            assertThat(shown.getList("versions.state")).containsExactly("COUNTED");
            assertThat(shown.getInt("versions[0].duplicates")).isEqualTo(1);
        });
    }

    private static List<String> ids(IngestClient client, Map<String, ?> query) {
        return client.search(query).statusCode(200).extract().jsonPath().getList("items.id");
    }

    private static JsonPath types(TestTenant tenant, Map<String, ?> query) {
        return given().header("Authorization", tenant.bearer())
                .queryParams(query)
                .get("/v1/event-types")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static ValidatableResponse read(TestTenant tenant, String subject, String id) {
        return given().header("Authorization", tenant.bearer())
                .get("/v1/events/{subject}/{id}", subject, id)
                .then();
    }

    private static void eventually(TestTenant tenant, String subject, String id, Consumer<JsonPath> seen) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> seen.accept(
                        read(tenant, subject, id).statusCode(200).extract().jsonPath()));
    }

    private static void metric(TestTenant tenant, String id, Aggregation aggregation) {
        MetricDefinition definition = new MetricDefinition(
                tenant.tenantId(),
                new MetricId(id),
                1,
                "llm.request",
                aggregation,
                aggregation == Aggregation.COUNT ? Optional.empty() : Optional.of("n"),
                List.of(),
                List.of(),
                MetricDefinition.SLOT_MINUTES_DEFAULT);
        TestTopics.send(
                Topics.CATALOG_METRICS,
                Topics.resourceKey(tenant.tenantId(), id),
                new MetricRecord(id, false, definition, Instant.parse("2026-10-01T00:00:00Z")));
    }
}
