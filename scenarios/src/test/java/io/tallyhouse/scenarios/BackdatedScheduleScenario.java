package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.stack.ServiceProcess;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Runs follow from state: what should exist by now is made, whoever was away when it became due. Each tenant's clock
 * stands on the 10th of the {@code current} month; a fee of 49.00 is due in advance, calls at 0.50 in arrears.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BackdatedScheduleScenario {
    private static final int SCHEDULES = 40;

    private Tenant tenant;
    private YearMonth current;

    @BeforeEach
    void catalogue() {
        tenant = SharedStack.newTenant("backdated");
        current = YearMonth.from(tenant.now().atZone(ZoneOffset.UTC)).plusMonths(1);
        tenant.moveClockTo(current.atDay(10) + "T12:00:00Z");
        tenant.createMetrics("""
                {"id":"calls","name":"Calls","eventType":"call","aggregation":"COUNT"}""");
        tenant.product("p");
        tenant.fee("fee", "IN_ADVANCE", "49.00");
        tenant.usagePrice("per-call", "calls", "{\"model\":\"UNIT\",\"unitPrice\":\"0.50\"}");
    }

    @AfterEach
    void everything_is_up_again() {
        SharedStack.heal();
    }

    @Test
    void a_schedule_started_two_months_back_makes_its_past_drafts_at_once() {
        // Given
        tenant.customer("acme", "UTC");
        tenant.send(calls("acme", current.minusMonths(2), 3));
        tenant.send(calls("acme", current.minusMonths(1), 5));
        tenant.send(calls("acme", current, 7));
        // When
        tenant.startSchedule("acme", Tenant.open(firstDay(-2), "fee", "per-call"));
        tenant.awaitClockReady();
        // Then
        List<JsonNode> drafts = tenant.invoices("acme");
        assertThat(drafts)
                .allSatisfy(draft -> assertThat(draft.path("status").asText()).isEqualTo("DRAFT"));
        assertThat(dates(drafts)).containsExactly(firstDay(-2), firstDay(-1), firstDay(0));
        // the fee; the fee and 3 × 0.50; the fee and 5 × 0.50; the current 7 are not due yet
        assertThat(totals(drafts)).containsExactly("49.00", "50.50", "51.50");
    }

    @Test
    void an_invoice_missed_while_billing_was_away_is_made_once() {
        // Given
        tenant.customer("acme", "UTC");
        tenant.startSchedule("acme", Tenant.open(firstDay(0), "fee", "per-call"));
        tenant.awaitInvoices("acme", 1);
        tenant.send(calls("acme", current, 7));
        // When
        SharedStack.kill(SharedStack.BILLING);
        tenant.moveClockTo(firstDay(1) + "T00:00:00Z");
        SharedStack.restart(SharedStack.BILLING);
        tenant.awaitClockReady();
        // Then
        assertThat(dates(tenant.invoices("acme"))).containsExactly(firstDay(0), firstDay(1));
        assertThat(totals(tenant.invoices("acme"))).containsExactly("49.00", "52.50"); // 49.00 + 7 × 0.50
        SharedStack.kill(SharedStack.BILLING);
        SharedStack.restart(SharedStack.BILLING);
        tenant.awaitClockReady();
        assertThat(tenant.invoices("acme")).hasSize(2);
        assertThat(tenant.runs("acme")).hasSize(2);
    }

    @Test
    void two_instances_one_of_them_killed_in_mid_run_make_no_doubles() {
        // Given
        List<String> expected = new ArrayList<>();
        for (int number = 1; number <= SCHEDULES; number++) {
            String customer = "customer-" + number;
            tenant.customer(customer, "UTC");
            tenant.startSchedule(customer, Tenant.open(firstDay(0), "fee", "per-call"));
            tenant.send(calls(customer, current, number));
            for (int month = 0; month <= 3; month++) {
                // 49.00, and in the second month number × 0.50
                String cents = month == 1 && number % 2 == 1 ? ".50" : ".00";
                int whole = 49 + (month == 1 ? number / 2 : 0);
                expected.add("%s %s %d%s".formatted(customer, firstDay(month), whole, cents));
            }
        }
        tenant.awaitClockReady();
        ServiceProcess second = SharedStack.get().startAnother(Service.BILLING, "billing-service-2");
        try {
            // When
            tenant.moveClockTo(firstDay(3) + "T00:00:00Z");
            Tenant.eventually(() -> assertThat(runsDone()).isGreaterThan(SCHEDULES));
            SharedStack.kill(SharedStack.BILLING);
            SharedStack.restart(SharedStack.BILLING);
            tenant.awaitClockReady();
        } finally {
            second.stop();
        }
        // Then
        List<String> made = tenant.list("/v1/invoices?status=DRAFT").stream()
                .map(invoice -> "%s %s %s"
                        .formatted(
                                invoice.path("customerId").asText(),
                                invoice.path("issueDate").asText(),
                                invoice.path("grossTotal").asText()))
                .toList();
        assertThat(made).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(runsDone()).isEqualTo(expected.size());
    }

    private int runsDone() {
        return tenant.list("/v1/billing-runs?status=DONE").size();
    }

    private String firstDay(int monthsAhead) {
        return current.plusMonths(monthsAhead).atDay(1).toString();
    }

    private static List<String> calls(String customer, YearMonth month, int count) {
        List<String> events = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            events.add("""
                    {"id":"%s-%d","type":"call","subject":"%s","time":"%sT08:00:00Z"}""".formatted(month, index, customer, month.atDay(1 + index % 9)));
        }
        return events;
    }

    private static List<String> dates(List<JsonNode> invoices) {
        return invoices.stream()
                .map(invoice -> invoice.path("issueDate").asText())
                .toList();
    }

    private static List<String> totals(List<JsonNode> invoices) {
        return invoices.stream()
                .map(invoice -> invoice.path("grossTotal").asText())
                .toList();
    }
}
