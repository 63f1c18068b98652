package io.tallyhouse.billing.recheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.billing.stage.BillingStage;
import io.tallyhouse.billing.stage.MeterStage;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kernel.time.DateRange;
import io.tallyhouse.kit.testing.BackingResource;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LateUsageIT {
    private static List<RequestedLine> adjustments(InvoiceRequested document) {
        return document.lines().stream()
                .filter(line -> line.kind() == LineKind.ADJUSTMENT)
                .toList();
    }

    private static BillingStage januaryIsBilled(String schedule, String end) {
        BillingStage stage = BillingStage.metered("2026-02-10T12:00:00Z");
        stage.customer("acme", "UTC");
        stage.meter().counted("acme", "requests", "2026-01-15T10:00:00Z", 120);
        MeterStage.passesAll();
        stage.activeSchedule(schedule, "acme", "2026-01-01", end, "per-request");
        // 120 at 0.10
        assertThat(stage.awaitRequested(1).get(0).lines())
                .extracting(RequestedLine::net)
                .containsExactly(new BigDecimal("12.00"));
        await().until(stage::isSettled);
        return stage;
    }

    private static List<String> statuses(BillingStage stage) {
        return stage.api().get("/v1/adjustments").jsonPath().getList("items.status");
    }

    @Test
    void usage_that_comes_after_its_invoice_stands_once_on_the_next_one_and_names_its_days() {
        // Given
        BillingStage stage = januaryIsBilled("late", "");
        // When 30 requests of January come in two portions, and others of February
        stage.meter().counted("acme", "requests", "2026-01-16T10:00:00Z", 10);
        await().untilAsserted(() -> assertThat(statuses(stage)).containsExactly("OPEN"));
        stage.meter().counted("acme", "requests", "2026-01-17T10:00:00Z", 20);
        stage.meter().counted("acme", "requests", "2026-02-05T10:00:00Z", 7);
        await().untilAsserted(() -> assertThat(
                        stage.api().get("/v1/adjustments").jsonPath().getList("items.net"))
                .containsExactly("3.00"));
        stage.clockMovesTo("2026-03-01T02:00:00Z");
        // Then
        InvoiceRequested february = stage.awaitRequested(2).get(1);
        assertThat(february.lines())
                .extracting(RequestedLine::net)
                .containsExactly(new BigDecimal("0.70"), new BigDecimal("3.00"));
        assertThat(adjustments(february)).singleElement().satisfies(line -> {
            assertThat(line.servicePeriod()).isEqualTo(DateRange.of("2026-01-01", "2026-01-31"));
            assertThat(line.description()).contains("2026-02-01");
            assertThat(line.proof().orElseThrow().events()).isEqualTo(150);
        });
        assertThat(statuses(stage)).containsExactly("BILLED");
        // And March has none of it
        stage.clockMovesTo("2026-04-01T02:00:00Z");
        assertThat(adjustments(stage.awaitRequested(3).get(2))).isEmpty();
    }

    @Test
    void usage_taken_back_after_its_invoice_is_credited() {
        // Given
        BillingStage stage = januaryIsBilled("corrected", "");
        // When 40 of the 120 turn out to be wrong
        stage.meter().counted("acme", "requests", "2026-01-15T10:00:00Z", 80);
        await().untilAsserted(() -> assertThat(statuses(stage)).containsExactly("OPEN"));
        stage.clockMovesTo("2026-03-01T02:00:00Z");
        // Then
        assertThat(adjustments(stage.awaitRequested(2).get(1))).isEmpty();
        await().untilAsserted(() -> assertThat(statuses(stage)).containsExactly("CREDITED"));
        assertThat(stage.api().get("/v1/adjustments?status=CREDITED").jsonPath().getList("items.net"))
                .containsExactly("-4.00");
    }

    @Test
    void after_the_last_invoice_late_usage_makes_one_of_its_own() {
        // Given
        BillingStage stage = januaryIsBilled("ended", "2026-01-31");
        // When
        stage.meter().counted("acme", "requests", "2026-01-16T10:00:00Z", 10);
        // Then
        assertThat(adjustments(stage.awaitRequested(2).get(1)))
                .extracting(RequestedLine::net)
                .containsExactly(new BigDecimal("1.00"));
        assertThat(statuses(stage)).containsExactly("BILLED");
    }
}
