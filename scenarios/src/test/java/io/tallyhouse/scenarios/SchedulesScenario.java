package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A contract from its draft to its end. Fees in arrears, by the month: silver 310.00, gold 620.00; calls at 0.50. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SchedulesScenario {
    private Tenant tenant;

    @BeforeEach
    void catalogue() {
        tenant = SharedStack.newTenant("schedules");
        move("2027-12-20T12:00:00Z");
        tenant.createMetrics("""
                {"id":"calls","name":"Calls","eventType":"call","aggregation":"COUNT"}""");
        tenant.product("p");
        tenant.fee("silver", "IN_ARREARS", "310.00");
        tenant.fee("gold", "IN_ARREARS", "620.00");
        tenant.usagePrice("per-call", "calls", "{\"model\":\"UNIT\",\"unitPrice\":\"0.50\"}");
        tenant.customer("acme", "UTC");
    }

    @Test
    void every_change_of_a_contract_bills_what_its_preview_showed() {
        // Given: a contract from January on that rests from 11 to 20 January
        tenant.draftSchedule("acme", Tenant.open("2028-01-01", "silver", "per-call"));
        tenant.activate("acme");
        assertThat(schedule().path("status").asText()).isEqualTo("UPCOMING");
        move("2028-01-10T12:00:00Z");
        operate("suspend", "{\"from\":\"2028-01-11\"}");
        move("2028-01-20T12:00:00Z");
        assertThat(schedule().path("status").asText()).isEqualTo("SUSPENDED");
        send("2028-01-31", call(1, "2028-01-05"), call(2, "2028-01-15"));
        JsonNode resumed = preview("resume", "{\"on\":\"2028-01-21\"}");
        operate("resume", "{\"on\":\"2028-01-21\"}");

        // When: gold from 15 February of a leap year on, cancelled with the month of March
        move("2028-02-10T12:00:00Z");
        send("2028-02-29", call(3, "2028-02-03"), call(4, "2028-02-09"));
        String upgrade = "{\"replace\":{\"silver\":\"gold\"},\"on\":\"2028-02-15\"}";
        JsonNode upgraded = preview("upgrade", upgrade);
        operate("upgrade", upgrade);
        move("2028-03-10T12:00:00Z");
        JsonNode cancelled = preview("cancel", "{\"at\":\"PERIOD_END\"}");
        operate("cancel", "{\"at\":\"PERIOD_END\"}");
        move("2028-06-10T12:00:00Z");

        // Then
        List<JsonNode> invoices = tenant.awaitInvoices("acme", 3);
        // 10 and 11 of 31 days of 310.00, and the call of 5 January at 0.50; that of the 15th fell into the rest
        assertThat(nets(invoices.get(0)))
                .isEqualTo(nets(resumed.path("invoices").path(0)))
                .containsExactly("100.00", "110.00", "0.50", "0.00");
        // 14 of 29 days of 310.00, 15 of 620.00; two calls
        assertThat(nets(invoices.get(1)))
                .isEqualTo(nets(upgraded.path("invoices").path(0)))
                .containsExactly("149.66", "1.00", "320.69", "0.00");
        assertThat(nets(invoices.get(2)))
                .isEqualTo(nets(cancelled.path("invoices").path(0)))
                .containsExactly("620.00", "0.00");
        assertThat(schedule().path("status").asText()).isEqualTo("CANCELLED");
        assertThat(schedule().path("cancelledOn").asText()).isEqualTo("2028-03-31");
        assertThat(cancelled.path("adjustments")).isEmpty();
        assertThat(tenant.api().post("/v1/schedules/acme/suspend", "{}").status())
                .isEqualTo(409);
        operate("archive", "");
        assertThat(tenant.list("/v1/schedules?customerId=acme")).isEmpty();
    }

    private void move(String now) {
        tenant.moveClockTo(now);
        tenant.awaitClockReady();
    }

    /** Two calls, and waits until they are counted. @param lastDay of their month */
    private void send(String lastDay, String... calls) {
        tenant.send(List.of(calls));
        String firstDay = lastDay.substring(0, 8) + "01";
        Tenant.eventually(() -> assertThat(tenant.usage("calls", "acme", firstDay, lastDay)
                        .path("events")
                        .asInt())
                .isEqualTo(calls.length));
    }

    private static String call(int number, String day) {
        return "{\"id\":\"%d\",\"type\":\"call\",\"subject\":\"acme\",\"time\":\"%sT08:00:00Z\"}"
                .formatted(number, day);
    }

    private JsonNode schedule() {
        return tenant.api().getOk("/v1/schedules/acme");
    }

    private JsonNode preview(String operation, String body) {
        JsonNode before = schedule();
        JsonNode preview = tenant.create("/v1/schedules/acme/" + operation + "/preview", body);
        assertThat(schedule()).as("a preview changes nothing").isEqualTo(before);
        return preview;
    }

    private void operate(String operation, String body) {
        tenant.create("/v1/schedules/acme/" + operation, body);
    }

    private static List<String> nets(JsonNode invoice) {
        List<String> nets = new ArrayList<>();
        StreamSupport.stream(invoice.path("lines").spliterator(), false)
                .map(line -> line.path("net").asText())
                .forEach(nets::add);
        return nets;
    }
}
