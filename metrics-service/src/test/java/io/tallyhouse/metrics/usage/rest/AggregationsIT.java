package io.tallyhouse.metrics.usage.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tallyhouse.contracts.catalog.SubjectOwners;
import io.tallyhouse.contracts.catalog.SubjectOwners.Ownership;
import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Proration;
import io.tallyhouse.kernel.aggregation.ResultOptions;
import io.tallyhouse.kernel.aggregation.ResultRounding;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.StubServices;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Every aggregation from events to the answer. */
@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AggregationsIT {
    private static final String OCTOBER = "customer=acme&from=2026-10-01&to=2026-10-31";

    private UsageStage stage;
    private SentUsage usage;

    @BeforeEach
    void make_a_tenant() {
        stage = new UsageStage();
        usage = stage.usage();
    }

    private static ResultOptions options(boolean carryOver, Optional<Proration> prorate) {
        return new ResultOptions(Optional.empty(), carryOver, prorate, Optional.empty());
    }

    private String value(MetricDefinition metric) {
        return stage.complete(metric.id().value(), OCTOBER).getString("value");
    }

    @Test
    void one_set_of_events_gives_each_aggregation_its_own_number() {
        // Given
        ResultOptions median =
                new ResultOptions(Optional.of(new BigDecimal("99.95")), false, Optional.empty(), Optional.empty());
        MetricDefinition count = usage.metric("count", Aggregation.COUNT);
        MetricDefinition sum = usage.metric("sum", Aggregation.SUM);
        MetricDefinition least = usage.metric("least", Aggregation.MIN);
        MetricDefinition greatest = usage.metric("greatest", Aggregation.MAX);
        MetricDefinition average = usage.metric("average", Aggregation.AVG);
        MetricDefinition latest = usage.metric("latest", Aggregation.LATEST);
        MetricDefinition unique = usage.metric("unique", Aggregation.UNIQUE);
        MetricDefinition percentile = usage.metric("percentile", Aggregation.PERCENTILE, median, false);
        MetricDefinition rounded = usage.metric(
                "rounded",
                Aggregation.SUM,
                new ResultOptions(
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.of(new ResultRounding(ResultRounding.Mode.UP, -1))),
                false);
        stage.ready(count, sum, least, greatest, average, latest, unique, percentile, rounded);
        // When
        usage.send(
                usage.event("acme", "e-1", "2026-10-05T10:00:00Z", Map.of("n", "4")),
                usage.event("acme", "e-2", "2026-10-05T10:01:00Z", Map.of("n", "-1.5")),
                usage.event("acme", "e-3", "2026-10-06T10:00:00Z", Map.of("n", "4")),
                usage.event("acme", "e-4", "2026-10-06T09:00:00Z", Map.of("n", "6")),
                usage.event("acme", "e-5", "2026-10-06T09:00:00Z", Map.of("n", "none")));
        // Then
        assertThat(value(count)).isEqualTo("5");
        // 4 - 1.5 + 4 + 6 = 12.5
        assertThat(value(sum)).isEqualTo("12.5");
        assertThat(value(least)).isEqualTo("-1.5");
        assertThat(value(greatest)).isEqualTo("6");
        // 12.5 / 4 = 3.125; the text is unusable
        assertThat(value(average)).isEqualTo("3.125");
        assertThat(value(latest)).isEqualTo("4");
        // 4, -1.5, 6 and 'none'
        assertThat(value(unique)).isEqualTo("4");
        // 31 x 96 = 2,976 slots; rank ceil(0.9995 x 2,976) = 2,975: of 2.5, 4 and 6 above 0 the second greatest
        assertThat(value(percentile)).isEqualTo("4");
        assertThat(value(rounded)).isEqualTo("20");
    }

    @Test
    void levels_carry_over_from_earlier_periods() {
        // Given
        MetricDefinition stored = usage.metric("stored", Aggregation.SUM, options(true, Optional.empty()), false);
        MetricDefinition byDays =
                usage.metric("by-days", Aggregation.SUM, options(true, Optional.of(Proration.DAYS)), false);
        MetricDefinition weighted = usage.metric("weighted", Aggregation.WEIGHTED_SUM);
        MetricDefinition seats = usage.metric("seats", Aggregation.GAUGE);
        stage.ready(stored, byDays, weighted, seats);
        // When
        usage.send(
                usage.event("acme", "e-1", "2026-09-05T10:00:00Z", Map.of("n", "31")),
                usage.event("acme", "e-2", "2026-10-31T00:00:00Z", Map.of("n", "62")));
        // Then
        // 31 + 62
        JsonPath answer = stage.complete("stored", OCTOBER);
        assertThat(answer.getString("value")).isEqualTo("93");
        assertThat(answer.getString("opening")).isEqualTo("31");
        assertThat(answer.getLong("events")).isEqualTo(1);
        // 31 + 62 x 1 of 31 days
        assertThat(value(byDays)).isEqualTo("33");
        assertThat(value(weighted)).isEqualTo("33");
        assertThat(value(seats)).isEqualTo("62");
    }

    @Test
    void members_join_and_leave() {
        // Given
        MetricDefinition active = usage.metric("active", Aggregation.UNIQUE, options(true, Optional.empty()), true);
        stage.ready(active);
        // When
        usage.send(
                usage.event("acme", "e-1", "2026-09-05T10:00:00Z", Map.of("n", "ann")),
                usage.event("acme", "e-2", "2026-09-06T10:00:00Z", Map.of("n", "bob", "operation_type", "add")),
                usage.event("acme", "e-3", "2026-10-07T10:00:00Z", Map.of("n", "ann", "operation_type", "remove")),
                usage.event("acme", "e-4", "2026-10-08T10:00:00Z", Map.of("n", "cid", "operation_type", "add")),
                usage.event("acme", "e-5", "2026-10-08T10:00:00Z", Map.of("n", "dan", "operation_type", "ban")));
        // Then
        // bob and cid
        assertThat(value(active)).isEqualTo("2");
        JsonPath september = stage.complete("active", "customer=acme&from=2026-09-01&to=2026-09-30");
        assertThat(september.getString("value")).isEqualTo("2");
    }

    @Test
    void several_customers_are_answered_as_one_and_groups_are_filtered() {
        // Given
        MetricDefinition tokens = usage.grouped(usage.metric("tokens", Aggregation.SUM), "model");
        stage.ready(tokens);
        usage.send(
                usage.event("acme", "e-1", "2026-10-05T10:00:00Z", Map.of("n", "1", "model", "m3")),
                usage.event("globex", "e-1", "2026-10-05T10:00:00Z", Map.of("n", "2", "model", "m3")),
                usage.event("globex", "e-2", "2026-10-12T10:00:00Z", Map.of("n", "4")));
        // When
        JsonPath both = stage.complete("tokens", OCTOBER + "&customer=globex&granularity=WEEK");
        JsonPath ofModel = stage.complete("tokens", OCTOBER + "&customer=globex&group.model=m3");
        JsonPath without = stage.complete("tokens", OCTOBER + "&customer=globex&group.model=");
        // Then
        assertThat(both.getString("value")).isEqualTo("7");
        assertThat(both.getList("points.value")).containsExactly("3", "4");
        assertThat(ofModel.getString("value")).isEqualTo("3");
        assertThat(without.getString("value")).isEqualTo("4");
        stage.query("tokens", OCTOBER + "&group.region=eu").statusCode(422);
    }

    @Test
    void the_customers_that_used_most_come_first() {
        // Given
        MetricDefinition tokens = usage.metric("tokens", Aggregation.SUM);
        stage.ready(tokens);
        // team is acme's until 10 October and globex's from then on; typo is nobody's
        Optional<Instant> moved = Optional.of(Instant.parse("2026-10-10T00:00:00Z"));
        CustomerId acme = new CustomerId("acme");
        CustomerId globex = new CustomerId("globex");
        StubServices.answer(
                Service.CATALOG,
                usage.tenant(),
                "/internal/subject-owners",
                new SubjectOwners(List.of(
                        new Ownership(acme, SubjectSpan.always("acme-test")),
                        new Ownership(acme, new SubjectSpan("team", Optional.empty(), moved)),
                        new Ownership(globex, new SubjectSpan("team", moved, Optional.empty())),
                        new Ownership(globex, SubjectSpan.always("globex")))));
        usage.send(
                usage.event("team", "e-1", "2026-10-05T10:00:00Z", Map.of("n", "3")),
                usage.event("team", "e-2", "2026-10-10T00:00:00Z", Map.of("n", "0.5")),
                usage.event("acme-test", "e-1", "2026-10-05T10:00:00Z", Map.of("n", "2")),
                usage.event("globex", "e-1", "2026-10-05T10:00:00Z", Map.of("n", "4")),
                usage.event("typo", "e-1", "2026-10-05T10:00:00Z", Map.of("n", "1")));
        List.of("team", "acme-test", "globex", "typo")
                .forEach(subject -> stage.complete("tokens", "customer=" + subject + "&from=2026-10-01&to=2026-10-31"));
        // When
        JsonPath top = stage.get("/v1/metrics/tokens/top-customers?from=2026-10-01&to=2026-10-31");
        JsonPath first = stage.get("/v1/metrics/tokens/top-customers?from=2026-10-01&to=2026-10-31&limit=1");
        // Then
        // 3 + 2 = 5; 4 + 0.5 = 4.5
        assertThat(top.getList("items.customer")).containsExactly("acme", "globex", "typo");
        assertThat(top.getList("items.value")).containsExactly("5", "4.5", "1");
        assertThat(top.getList("items.mapped")).containsExactly(true, true, false);
        assertThat(first.getList("items.customer")).containsExactly("acme");
        // in the days after, all of team's is globex's, and who used nothing has no place
        JsonPath later = stage.get("/v1/metrics/tokens/top-customers?from=2026-10-10&to=2026-10-31");
        assertThat(later.getList("items.customer")).containsExactly("globex");
        assertThat(later.getList("items.value")).containsExactly("0.5");
    }

    @Test
    void seats_have_balances_at_any_time_and_a_history() {
        // Given
        MetricDefinition seats = usage.grouped(usage.metric("seats", Aggregation.GAUGE), "type");
        stage.ready(seats);
        usage.send(
                usage.event("acme", "e-1", "2026-10-01T10:00:00Z", Map.of("n", "3", "type", "admin")),
                usage.event("acme", "e-2", "2026-10-10T10:00:00Z", Map.of("n", "7", "type", "admin")),
                usage.event("acme", "e-3", "2026-10-05T10:00:00Z", Map.of("n", "4", "type", "admin")),
                usage.event("acme", "e-4", "2026-10-02T10:00:00Z", Map.of("n", "40", "type", "viewer")));
        stage.complete("seats", OCTOBER);
        // When
        JsonPath balances = stage.get("/v1/seat-balances?customer=acme&at=2026-10-06T00:00:00Z");
        JsonPath changes = stage.get("/v1/metrics/seats/changes?customer=acme&from=2026-10-05&to=2026-10-31");
        // Then
        // 4 + 40
        assertThat(balances.getString("items[0].total")).isEqualTo("44");
        assertThat(balances.getList("items[0].balances.balance")).containsExactly("4", "40");
        assertThat(changes.getList("items.before")).containsExactly("3", "4");
        assertThat(changes.getList("items.added")).containsExactly("1", "3");
        stage.status("/v1/metrics/seats/changes?customer=acme", 422);
        stage.status("/v1/metrics/other/changes?customer=acme&from=2026-10-05&to=2026-10-31", 404);
    }
}
