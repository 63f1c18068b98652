package io.tallyhouse.billing.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.billing.LineProof;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.time.DateRange;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenants;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BillingIT {
    @Inject
    CutRuns cutRuns;

    @Inject
    OpenDueRuns openDueRuns;

    private static List<String> nets(InvoiceRequested document) {
        return document.lines().stream()
                .map(RequestedLine::net)
                .map(BigDecimal::toPlainString)
                .toList();
    }

    private static BillingStage meteredStage(String now) {
        BillingStage stage = BillingStage.at(now);
        stage.metric("requests");
        stage.metricIsReady("requests");
        stage.unitPrice("per-request", "0.10", "requests");
        stage.flatPrice("base", "49.00", BillingTiming.IN_ADVANCE);
        return stage;
    }

    @Test
    void a_schedule_started_two_months_back_makes_the_drafts_of_the_past_at_once() {
        // Given
        BillingStage stage = meteredStage("2026-03-10T12:00:00Z");
        stage.customer("acme", "Europe/Warsaw", "acme-prod");
        stage.counted("acme", "requests", "2026-01-15T10:00:00Z", 100);
        stage.counted("acme-prod", "requests", "2026-01-20T10:00:00Z", 20);
        // 23:30 UTC on 31 January is February in Warsaw
        stage.counted("acme", "requests", "2026-01-31T23:30:00Z", 30);
        stage.counted("acme", "requests", "2026-03-05T00:00:00Z", 7);
        BillingStage.meterPassesAll();

        // When
        stage.activeSchedule("two-months-back", "acme", "2026-01-01", "", "base", "per-request");

        // Then
        List<InvoiceRequested> documents = stage.awaitRequested(3);
        assertThat(documents)
                .extracting(InvoiceRequested::issueDate)
                .containsExactly(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1));
        assertThat(nets(documents.get(0))).containsExactly("49.00");
        // February in advance, and the 100 + 20 requests of January at 0.10
        assertThat(nets(documents.get(1))).containsExactlyInAnyOrder("49.00", "12.00");
        assertThat(nets(documents.get(2))).containsExactlyInAnyOrder("49.00", "3.00");
        assertThat(documents.get(1).billingPeriod()).isEqualTo(DateRange.of("2026-01-01", "2026-01-31"));
        assertThat(documents.get(1).lines())
                .filteredOn(line -> line.metricId().isPresent())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.proof()).contains(new LineProof(120, new Fingerprint(0, 120)));
                    assertThat(line.metricVersion()).contains(1);
                    assertThat(line.servicePeriod()).isEqualTo(DateRange.of("2026-01-01", "2026-01-31"));
                });
        assertThat(stage.runs("scheduleId=two-months-back").getList("items.status"))
                .containsExactly("DONE", "DONE", "DONE");
    }

    @Test
    void a_preview_has_the_lines_of_the_invoices_and_of_the_running_period() {
        // Given
        BillingStage stage = meteredStage("2026-02-10T12:00:00Z");
        stage.customer("acme", "UTC");
        stage.counted("acme", "requests", "2026-01-15T10:00:00Z", 120);
        stage.counted("acme", "requests", "2026-02-05T10:00:00Z", 7);
        BillingStage.meterPassesAll();
        stage.draft("previewed", "acme", "2026-01-01", "", "base", "per-request");

        // When
        var draft = stage.api()
                .get("/v1/schedules/previewed/preview?through=2026-02-10")
                .jsonPath();
        stage.activate("previewed");
        List<InvoiceRequested> documents = stage.awaitRequested(2);
        await().until(stage::isSettled);
        var activated = stage.api()
                .get("/v1/schedules/previewed/preview?through=2026-02-10")
                .jsonPath();

        // Then
        assertThat(draft.getList("items.issueDate")).containsExactly("2026-01-01", "2026-02-01", "2026-03-01");
        assertThat(draft.getList("items.lines[1].net", String.class)).isEqualTo(nets(documents.get(1)));
        assertThat(draft.getList("items.lines[1].steps[0]"))
                .hasSize(documents.get(1).lines().size());
        // what is cut is no longer previewed; February so far: 7 requests at 0.10, and March in advance
        assertThat(activated.getList("items.issueDate")).containsExactly("2026-03-01");
        assertThat(activated.getString("items[0].status")).isEqualTo("RUNNING");
        assertThat(activated.getList("items[0].lines.net")).containsExactlyInAnyOrder("49.00", "0.70");
    }

    @Test
    void a_run_waits_for_its_own_partition_and_says_so_while_another_customers_is_cut() {
        // Given
        BillingStage stage = meteredStage("2026-02-01T12:00:00Z");
        String other = Stream.iterate(0, index -> index + 1)
                .map(index -> "other" + index)
                .filter(subject -> stage.partitionOf(subject) != stage.partitionOf("slow"))
                .findFirst()
                .orElseThrow();
        stage.customer("slow", "UTC");
        stage.customer(other, "UTC");
        BillingStage.meterPassesAll();
        stage.eventIsAccepted("slow");
        stage.eventIsAccepted(other);
        stage.counted(other, "requests", "2026-01-15T10:00:00Z", 10);
        BillingStage.meterPasses(stage.partitionOf(other));
        int partition = stage.partitionOf("slow");
        long needed = BillingStage.endOffset(partition);

        // When
        stage.activeSchedule("held", "slow", "2026-01-01", "2026-01-31", "per-request");
        stage.activeSchedule("free", other, "2026-01-01", "2026-01-31", "per-request");

        // Then
        assertThat(stage.awaitRequested(1))
                .extracting(document -> document.scheduleId().value())
                .containsExactly("free");
        await().untilAsserted(() -> assertThat(stage.runs("scheduleId=held").getList("items.status"))
                .containsExactly("WAITING"));
        var waiting = stage.runs("status=WAITING&customerId=slow");
        assertThat(waiting.getString("items[0].waitingFor[0].what")).isEqualTo("METER");
        assertThat(waiting.getInt("items[0].waitingFor[0].partition")).isEqualTo(partition);
        assertThat(waiting.getLong("items[0].waitingFor[0].needed")).isEqualTo(needed);
        assertThat(waiting.getLong("items[0].waitingFor[0].position")).isLessThan(needed);
        assertThat(stage.isSettled()).isFalse();

        // When
        stage.counted("slow", "requests", "2026-01-31T23:45:00Z", 1);
        BillingStage.meterPasses(partition);

        // Then
        assertThat(nets(stage.awaitRequested(2).get(1))).containsExactly("0.10");
        await().until(stage::isSettled);
        stage.api().get("/v1/schedules/held").then().body("status", equalTo("COMPLETED"));
    }

    @Test
    void a_run_waits_until_its_metric_is_ready() {
        // Given
        BillingStage stage = BillingStage.at("2026-02-01T12:00:00Z");
        stage.metric("fresh");
        stage.unitPrice("per-fresh", "1", "fresh");
        stage.customer("acme", "UTC");
        BillingStage.meterPassesAll();

        // When
        stage.activeSchedule("unready", "acme", "2026-01-01", "2026-01-31", "per-fresh");

        // Then
        await().untilAsserted(() -> assertThat(stage.runs("scheduleId=unready").getList("items[0].waitingFor.what"))
                .containsExactly("METRIC"));
        stage.metricIsReady("fresh");
        assertThat(nets(stage.awaitRequested(1).get(0))).containsExactly("0.00");
    }

    @Test
    void moving_the_clock_makes_the_next_run_once_after_its_grace() {
        // Given
        BillingStage stage = meteredStage("2026-01-20T00:00:00Z");
        stage.customer("acme", "UTC");
        BillingStage.meterPassesAll();
        stage.activeSchedule("moving", "acme", "2026-01-01", "2026-03-31", "base", "per-request");
        stage.awaitRequested(1);
        await().until(stage::isSettled);

        // When: the run of 1 February has arrears, so it is due at 01:00
        stage.clockMovesTo("2026-02-01T00:59:00Z");
        await().until(stage::isSettled);
        int before = stage.requested().size();
        stage.clockMovesTo("2026-02-01T01:00:00Z");
        stage.awaitRequested(2);
        await().until(stage::isSettled);

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(stage.requested()).hasSize(2);

        // When: past the end, everything left is made up in order
        stage.clockMovesTo("2026-06-01T00:00:00Z");
        stage.awaitRequested(4);
        await().until(stage::isSettled);

        // Then
        assertThat(stage.requested())
                .extracting(document -> document.issueDate().toString())
                .containsExactly("2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01");
        assertThat(nets(stage.requested().get(3))).containsExactly("0.00");
        stage.api().get("/v1/schedules/moving").then().body("status", equalTo("COMPLETED"));
    }

    @Test
    void many_claimers_at_once_write_each_document_once() {
        // Given
        BillingStage stage = meteredStage("2026-02-20T00:00:00Z");
        stage.customer("acme", "UTC");
        BillingStage.meterPassesAll();
        int schedules = 12;
        for (int index = 0; index < schedules; index++) {
            stage.draft("crowd" + index, "acme", "2026-01-01", "2026-01-31", "base", "per-request");
        }

        // When: beside the service's own loops, four more instances' worth
        IntStream.range(0, schedules).forEach(index -> stage.activate("crowd" + index));
        CompletableFuture<?>[] claimers = IntStream.range(0, 4)
                .mapToObj(claimer -> CompletableFuture.runAsync(() -> {
                    for (int round = 0; round < 20; round++) {
                        openDueRuns.execute().await().indefinitely();
                        cutRuns.execute().await().indefinitely();
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(claimers).join();
        stage.awaitRequested(2 * schedules);
        await().until(stage::isSettled);

        // Then
        assertThat(stage.requested()).hasSize(2 * schedules);
        assertThat(stage.requested()).extracting(InvoiceRequested::runId).doesNotHaveDuplicates();
    }

    @Test
    void a_run_that_fails_says_why_and_holds_back_no_other() {
        // Given
        BillingStage stage = BillingStage.at("2026-01-10T00:00:00Z");
        stage.flatPrice("base", "49.00", BillingTiming.IN_ADVANCE);
        stage.customerThatItsOwnerDenies("ghost");
        stage.customer("acme", "UTC");
        await().until(() -> stage.api().body("""
                {"id":"haunted","customerId":"ghost","startDate":"2026-01-01","billingDay":1,"currency":"EUR",
                 "phases":[{"startDate":"2026-01-01","priceIds":["base"]}]}""").post("/v1/schedules").statusCode() == 201);

        // When
        stage.activate("haunted");
        stage.activeSchedule("fine", "acme", "2026-01-01", "", "base");

        // Then
        assertThat(stage.awaitRequested(1).get(0).scheduleId().value()).isEqualTo("fine");
        await().untilAsserted(() -> {
            var failed = stage.runs("status=FAILED");
            assertThat(failed.getList("items.scheduleId")).containsExactly("haunted");
            assertThat(failed.getString("items[0].failure")).contains("'ghost' does not exist");
            assertThat(failed.getInt("items[0].attempts")).isPositive();
        });

        // When: tried again by itself
        stage.customer("ghost", "UTC");

        // Then
        assertThat(stage.awaitRequested(2)).hasSize(2);
    }

    @Test
    void every_fault_of_a_schedule_is_told_at_once() {
        // Given
        BillingStage stage = meteredStage("2026-01-10T00:00:00Z");
        stage.customer("acme", "UTC");
        PriceStructure flat = new PriceStructure.Flat(BigDecimal.ONE);
        stage.publishPrice("dollars", CurrencyCode.of("USD"), BillingTiming.IN_ADVANCE, Optional.empty(), flat, false);
        stage.publishPrice("gone", BillingStage.EUR, BillingTiming.IN_ADVANCE, Optional.empty(), flat, true);

        // When
        var answer = stage.api().body("""
                {"customerId":"nobody","startDate":"2026-01-01","endDate":"2026-12-31","billingDay":1,
                 "currency":"EUR","colour":"red","phases":[
                   {"startDate":"2026-01-02","priceIds":["base","base"]},
                   {"startDate":"2026-03-01","endDate":"2026-06-30","priceIds":["dollars","gone","missing"]},
                   {"startDate":"2026-08-01","endDate":"2026-11-30","priceIds":[]}]}""").post("/v1/schedules");

        // Then
        answer.then()
                .statusCode(422)
                .body("type", equalTo("/problems/invalid-input"))
                .body(
                        "errors.pointer",
                        hasItems(
                                "/colour",
                                "/phases/0/startDate",
                                "/phases/0/endDate",
                                "/phases/0/priceIds/1",
                                "/phases/2/startDate",
                                "/phases/2/endDate",
                                "/phases/2/priceIds",
                                "/phases/1/priceIds/0",
                                "/phases/1/priceIds/1",
                                "/phases/1/priceIds/2",
                                "/customerId"));
        stage.api()
                .body("""
                {"customerId":"acme","startDate":"2026-01-01","billingDay":1,"currency":"EUR",
                 "phases":[{"startDate":"2026-01-01","priceIds":["base","missing"]}]}""")
                .post("/v1/schedules")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/unknown-reference"))
                .body("errors.pointer", equalTo(List.of("/phases/0/priceIds/1")));
    }

    @Test
    void a_draft_is_replaced_an_activated_schedule_is_not_and_activating_again_changes_nothing() {
        // Given
        BillingStage stage = meteredStage("2025-12-10T00:00:00Z");
        stage.customer("acme", "Europe/Warsaw");
        stage.draft("life", "acme", "2026-01-01", "", "base");
        String replacement = """
                {"customerId":"acme","startDate":"2026-01-01","endDate":"2026-06-30","billingDay":15,"currency":"EUR",
                 "autoFinalise":true,"phases":[{"startDate":"2026-01-01","priceIds":["base"]}]}""";

        // Then
        stage.api()
                .body(replacement)
                .header("If-Match", "\"7\"")
                .put("/v1/schedules/life")
                .then()
                .statusCode(412);
        stage.api()
                .body(replacement)
                .header("If-Match", "\"1\"")
                .put("/v1/schedules/life")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("phases[0].endDate", equalTo("2026-06-30"))
                .body("timeZone", equalTo(null));
        stage.api()
                .body(replacement.replaceFirst("\\{", "{\"id\":\"life\","))
                .post("/v1/schedules")
                .then()
                .statusCode(409);
        stage.activate("life");
        stage.activate("life");
        stage.api()
                .get("/v1/schedules/life")
                .then()
                .body("status", equalTo("UPCOMING"))
                .body("version", equalTo(3))
                .body("timeZone", equalTo("Europe/Warsaw"));
        stage.api().body(replacement).put("/v1/schedules/life").then().statusCode(409);
        stage.api().get("/v1/schedules?status=UPCOMING").then().body("items.id", equalTo(List.of("life")));
        stage.api().get("/v1/schedules?status=ACTIVE").then().body("items", equalTo(List.of()));
        stage.api().get("/v1/schedules?status=SLEEPING").then().statusCode(422);
    }

    @Test
    void another_tenants_key_sees_nothing() {
        // Given
        BillingStage stage = meteredStage("2026-01-10T00:00:00Z");
        stage.customer("acme", "UTC");
        stage.activeSchedule("private", "acme", "2026-01-01", "", "base");
        String run = stage.awaitRequested(1).get(0).runId().value();
        BillingStage stranger = BillingStage.at("2026-01-10T00:00:00Z");

        // Then
        Map<String, Integer> expected = Map.of(
                "/v1/schedules/private", 404, "/v1/schedules/private/preview", 404, "/v1/billing-runs/" + run, 404);
        expected.forEach((path, status) -> {
            stranger.api().get(path).then().statusCode(status);
            stage.api().get(path).then().statusCode(200);
        });
        stranger.api().post("/v1/schedules/private/activate").then().statusCode(404);
        stranger.api().get("/v1/schedules").then().body("items", equalTo(List.of()));
        stranger.api().get("/v1/billing-runs").then().body("items", equalTo(List.of()));
        var reader = TestTenants.createKey(
                io.tallyhouse.kit.testing.TestTopics.bootstrapServers(),
                stage.tenant(),
                io.tallyhouse.contracts.access.Scope.READ);
        io.restassured.RestAssured.given()
                .header("Authorization", reader.bearer())
                .post("/v1/schedules/private/activate")
                .then()
                .statusCode(403);
    }
}
