package io.tallyhouse.billing.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.billing.stage.BillingStage;
import io.tallyhouse.billing.stage.MeterStage;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.billing.LineProof;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.time.DateRange;
import io.tallyhouse.kit.testing.BackingResource;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
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

    @Test
    void a_schedule_started_two_months_back_makes_the_drafts_of_the_past_at_once() {
        // Given
        BillingStage stage = BillingStage.metered("2026-03-10T12:00:00Z");
        stage.customer("acme", "Europe/Warsaw", "acme-prod");
        stage.meter().counted("acme", "requests", "2026-01-15T10:00:00Z", 100);
        stage.meter().counted("acme-prod", "requests", "2026-01-20T10:00:00Z", 20);
        // 23:30 UTC on 31 January is February in Warsaw
        stage.meter().counted("acme", "requests", "2026-01-31T23:30:00Z", 30);
        stage.meter().counted("acme", "requests", "2026-03-05T00:00:00Z", 7);
        MeterStage.passesAll();

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
        BillingStage stage = BillingStage.metered("2026-02-10T12:00:00Z");
        stage.customer("acme", "UTC");
        stage.meter().counted("acme", "requests", "2026-01-15T10:00:00Z", 120);
        stage.meter().counted("acme", "requests", "2026-02-05T10:00:00Z", 7);
        MeterStage.passesAll();
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
        BillingStage stage = BillingStage.metered("2026-02-01T12:00:00Z");
        String other = Stream.iterate(0, index -> index + 1)
                .map(index -> "other" + index)
                .filter(subject ->
                        stage.meter().partitionOf(subject) != stage.meter().partitionOf("slow"))
                .findFirst()
                .orElseThrow();
        stage.customer("slow", "UTC");
        stage.customer(other, "UTC");
        MeterStage.passesAll();
        stage.meter().eventIsAccepted("slow");
        stage.meter().eventIsAccepted(other);
        stage.meter().counted(other, "requests", "2026-01-15T10:00:00Z", 10);
        MeterStage.passes(stage.meter().partitionOf(other));
        int partition = stage.meter().partitionOf("slow");
        long needed = MeterStage.endOffset(partition);

        // When
        stage.activeSchedule("held", "slow", "2026-01-01", "2026-01-31", "per-request");
        stage.activeSchedule("free", other, "2026-01-01", "2026-01-31", "per-request");

        // Then
        assertThat(stage.awaitRequested(1))
                .extracting(document -> document.scheduleId().orElseThrow().value())
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
        stage.meter().counted("slow", "requests", "2026-01-31T23:45:00Z", 1);
        MeterStage.passes(partition);

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
        MeterStage.passesAll();

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
        BillingStage stage = BillingStage.metered("2026-01-20T00:00:00Z");
        stage.customer("acme", "UTC");
        MeterStage.passesAll();
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
        BillingStage stage = BillingStage.metered("2026-02-20T00:00:00Z");
        stage.customer("acme", "UTC");
        MeterStage.passesAll();
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
        assertThat(stage.awaitRequested(1).get(0).scheduleId().orElseThrow().value())
                .isEqualTo("fine");
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
}
