package io.tallyhouse.metrics.usage.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.tallyhouse.contracts.catalog.CustomerFamily;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.metric.MetricStateRecord;
import io.tallyhouse.contracts.metric.MetricStateRecord.State;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.CanonicalForm;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.StubServices;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import io.tallyhouse.kit.testing.TestTopics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** From records of {@code usage-events} through the meter and this service's copy to the HTTP answer. */
@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UsageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String OCTOBER = "from=2026-10-01&to=2026-10-31";

    private TestTenant tenant;
    private SentUsage usage;

    @BeforeEach
    void make_a_tenant() {
        tenant = TestTenants.create("usage-" + UUID.randomUUID());
        usage = new SentUsage(tenant.tenantId());
    }

    private ValidatableResponse query(String metric, String parameters) {
        return given().urlEncodingEnabled(false)
                .header("Authorization", tenant.bearer())
                .get("/v1/metrics/" + metric + "/usage?" + parameters)
                .then();
    }

    /** The answer once it is complete up to now. */
    private JsonPath complete(String metric, String parameters) {
        Instant now = InstantSource.system().instant();
        return await().atMost(PATIENCE)
                .until(() -> query(metric, parameters).statusCode(200).extract().jsonPath(), answer -> {
                    String completeThrough = answer.getString("completeThrough");
                    return completeThrough != null
                            && Instant.parse(completeThrough).isAfter(now);
                });
    }

    private MetricStateRecord state(MetricDefinition metric) {
        return TestTopics.readAll(Topics.METRIC_STATES).stream()
                .filter(record -> record.tenant().equals(metric.tenant()))
                .filter(record -> record.metric().equals(metric.id()) && record.version() == metric.version())
                .reduce((first, last) -> last)
                .orElse(new MetricStateRecord(
                        metric.tenant(), metric.id(), metric.version(), State.PREPARING, Map.of(), 0));
    }

    private MetricDefinition ready(MetricDefinition metric) {
        usage.catalogue(metric);
        usage.start(metric);
        await().atMost(PATIENCE).until(() -> state(metric).state() == State.READY);
        return metric;
    }

    @Test
    void a_metric_is_ready_once_all_partitions_have_passed_its_start() {
        // Given
        MetricDefinition metric = usage.metric("requests", Aggregation.COUNT);
        // When
        ready(metric);
        // Then
        MetricStateRecord state = state(metric);
        assertThat(state.partitions()).isEqualTo(BackingResource.METERED_PARTITIONS);
        assertThat(state.startOffsets()).containsOnlyKeys(0, 1, 2, 3);
    }

    @Test
    void usage_is_shown_by_day_and_group_with_its_proof() {
        // Given
        ready(usage.grouped(usage.metric("tokens", Aggregation.SUM), "model"));
        UsageEvent first = usage.event("acme", "e-1", "2026-10-05T10:00:00Z", Map.of("n", "1.50", "model", "m3"));
        UsageEvent second = usage.event("acme", "e-2", "2026-10-05T23:59:59Z", Map.of("n", "2", "model", "m3"));
        UsageEvent ungrouped = usage.event("acme", "e-3", "2026-10-06T00:00:00Z", Map.of("n", "4"));
        // When
        usage.send(first, second, second, ungrouped);
        JsonPath answer = complete("tokens", "customer=acme&granularity=DAY&" + OCTOBER);
        // Then
        // 1.50 + 2 + 4 = 7.5
        assertThat(answer.getString("value")).isEqualTo("7.5");
        assertThat(answer.getLong("events")).isEqualTo(3);
        assertThat(answer.getList("points")).hasSize(2);
        String fingerprint =
                CanonicalForm.digest(first).plus(CanonicalForm.digest(second)).hex();
        assertThat(answer.<String, Object>getMap("points[0]"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "start",
                        "2026-10-05T00:00:00Z",
                        "end",
                        "2026-10-06T00:00:00Z",
                        "group",
                        Map.of("model", "m3"),
                        "overflow",
                        false,
                        "value",
                        "3.5",
                        "events",
                        2,
                        "fingerprint",
                        fingerprint));
        assertThat(answer.<String, Object>getMap("points[1].group")).containsEntry("model", null);
    }

    @Test
    void days_and_hours_are_those_of_the_time_zone_asked_for() {
        // Given
        ready(usage.metric("requests", Aggregation.COUNT));
        // Warsaw is at +02:00: 22:30 UTC of the 4th is 00:30 of the 5th
        usage.send(usage.event("acme", "e-1", "2026-10-04T22:30:00Z", Map.of()));
        usage.send(usage.event("acme", "e-2", "2026-10-05T22:30:00Z", Map.of()));
        // When
        JsonPath fifth = complete(
                "requests", "customer=acme&from=2026-10-05&to=2026-10-05&timeZone=Europe/Warsaw&granularity=HOUR");
        JsonPath instants = query(
                        "requests",
                        "customer=acme&from=2026-10-05T00:30:00%2B02:00&to=2026-10-06T00:30:00+02:00&granularity=TOTAL")
                .extract()
                .jsonPath();
        // Then
        assertThat(fifth.getLong("events")).isEqualTo(1);
        assertThat(fifth.getString("points[0].start")).isEqualTo("2026-10-04T22:00:00Z");
        assertThat(fifth.getString("points[0].end")).isEqualTo("2026-10-04T23:00:00Z");
        assertThat(instants.getLong("events")).isEqualTo(1);
    }

    @Test
    void a_customer_has_the_usage_of_its_aliases() {
        // Given
        ready(usage.metric("requests", Aggregation.COUNT));
        CustomerRecord globex = customer("globex", "globex-prod", "globex test");
        StubServices.answer(Service.CATALOG, tenant.tenantId(), "/internal/customers/globex", globex);
        // When
        usage.send(
                usage.event("globex", "e-1", "2026-10-05T10:00:00Z", Map.of()),
                usage.event("globex-prod", "e-1", "2026-10-05T10:00:00Z", Map.of()),
                usage.event("globex test", "e-1", "2026-10-05T10:00:00Z", Map.of()),
                usage.event("initech", "e-1", "2026-10-05T10:00:00Z", Map.of()));
        // Then
        assertThat(complete("requests", "customer=globex&" + OCTOBER).getLong("events"))
                .isEqualTo(3);
        assertThat(complete("requests", "customer=globex%20test&" + OCTOBER).getLong("events"))
                .isEqualTo(1);
    }

    @Test
    void a_customer_has_the_usage_of_its_descendants_if_that_is_asked_for() {
        // Given
        ready(usage.metric("requests", Aggregation.COUNT));
        CustomerRecord head = customer("head");
        StubServices.answer(Service.CATALOG, tenant.tenantId(), "/internal/customers/head", head);
        StubServices.answer(
                Service.CATALOG,
                tenant.tenantId(),
                "/internal/families",
                new CustomerFamily(List.of(head, customer("north", "n-1"), customer("shop"))));
        // When
        usage.send(
                usage.event("head", "e-1", "2026-10-05T10:00:00Z", Map.of()),
                usage.event("n-1", "e-1", "2026-10-05T10:00:00Z", Map.of()),
                usage.event("shop", "e-1", "2026-10-05T10:00:00Z", Map.of()),
                usage.event("shop", "e-2", "2026-10-06T10:00:00Z", Map.of()),
                usage.event("initech", "e-1", "2026-10-05T10:00:00Z", Map.of()));
        // Then 1 of head, 1 of north by its alias, 2 of shop
        assertThat(complete("requests", "customer=head&includeChildren=true&" + OCTOBER)
                        .getLong("events"))
                .isEqualTo(4);
        // named twice and through its parent: once
        JsonPath named = complete(
                "requests",
                "customer=head&customer=shop&customer=initech&includeChildren=true&granularity=DAY&" + OCTOBER);
        assertThat(named.getLong("events")).isEqualTo(5);
        assertThat(named.getList("points.events")).containsExactly(4, 1);
        assertThat(complete("requests", "customer=head&includeChildren=false&" + OCTOBER)
                        .getLong("events"))
                .isEqualTo(1);
        assertThat(query("requests", "customer=head&includeChildren=yes&" + OCTOBER)
                        .statusCode(422)
                        .extract()
                        .jsonPath()
                        .getString("errors[0].pointer"))
                .isEqualTo("?includeChildren");
    }

    @Test
    void a_maximum_without_events_has_no_value_and_a_count_is_zero() {
        // Given
        ready(usage.metric("peak", Aggregation.MAX));
        ready(usage.metric("requests", Aggregation.COUNT));
        // When
        JsonPath peak = complete("peak", "customer=nobody&" + OCTOBER);
        JsonPath requests = complete("requests", "customer=nobody&" + OCTOBER);
        // Then
        assertThat(peak.<String, Object>getMap("")).containsEntry("value", null).containsEntry("points", List.of());
        assertThat(requests.getString("value")).isEqualTo("0");
    }

    @Test
    void the_former_version_answers_until_the_new_one_is_ready() {
        // Given
        MetricDefinition first = ready(usage.metric("requests", Aggregation.COUNT));
        usage.send(usage.event("acme", "e-1", "2026-10-05T10:00:00Z", Map.of("n", "5")));
        complete("requests", "customer=acme&" + OCTOBER);
        // When
        MetricDefinition second = usage.version(first, 2, Aggregation.SUM);
        usage.catalogue(second);
        String before = complete("requests", "customer=acme&" + OCTOBER).getString("value");
        ready(second);
        usage.send(usage.event("acme", "e-2", "2026-10-05T10:00:00Z", Map.of("n", "7")));
        // Then
        assertThat(before).isEqualTo("1");
        assertThat(complete("requests", "customer=acme&" + OCTOBER).getString("value"))
                .isEqualTo("7");
    }

    @Test
    void while_the_meter_is_held_nothing_newer_is_called_complete() {
        // Given
        ready(usage.metric("requests", Aggregation.COUNT));
        complete("requests", "customer=acme&" + OCTOBER);
        meter("pause");
        try {
            usage.send(usage.event("acme", "e-1", "2026-10-05T10:00:00Z", Map.of()));
            Instant sent = InstantSource.system().instant();
            // When
            JsonPath held =
                    query("requests", "customer=acme&" + OCTOBER).extract().jsonPath();
            // Then
            assertThat(held.getLong("events")).isZero();
            assertThat(Instant.parse(held.getString("completeThrough"))).isBefore(sent);
        } finally {
            meter("resume");
        }
        assertThat(complete("requests", "customer=acme&" + OCTOBER).getLong("events"))
                .isEqualTo(1);
    }

    private CustomerRecord customer(String id, String... aliases) {
        return new CustomerRecord(
                tenant.tenantId(),
                new CustomerId(id),
                1,
                false,
                "Globex",
                CurrencyCode.of("EUR"),
                ZoneId.of("UTC"),
                "DE",
                List.of(aliases),
                Optional.empty(),
                Optional.empty(),
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static void meter(String command) {
        given().header("X-Tallyhouse-Service-Secret", BackingResource.SERVICE_SECRET)
                .post("/internal/meter/" + command)
                .then()
                .statusCode(204);
    }
}
