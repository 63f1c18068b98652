package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A quarter of a customer in New York who has bought calls beforehand and is given money every month. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CreditsScenario {
    @Test
    void units_and_money_pay_a_quarter_roll_over_expire_and_come_back() {
        // Given
        Tenant tenant = SharedStack.newTenant("credits");
        tenant.moveClockTo("2027-01-01T12:00:00Z");
        tenant.createMetrics("""
                {"id":"calls","name":"Calls","eventType":"call","aggregation":"SUM","property":"n"}""");
        tenant.product("p");
        tenant.fee("base", "IN_ADVANCE", "20.00");
        tenant.usagePrice("per-call", "calls", "{\"model\":\"UNIT\",\"unitPrice\":\"0.10\"}");
        tenant.customer("acme", "America/New_York");
        tenant.create("/v1/credit-grants", """
                {"id":"prepaid","customerId":"acme","name":"150 calls","type":"UNITS","metricId":"calls","amount":"150",
                 "cost":{"amount":"12","currency":"USD"},"createInvoice":true,"expiresOn":"2027-02-28"}""");
        tenant.create("/v1/credit-grants", """
                {"id":"monthly","customerId":"acme","name":"Monthly credit","type":"CASH","currency":"USD","amount":"30",
                 "recurrence":{"frequency":"MONTHLY","until":"2027-03-01","rollover":{"mode":"UP_TO","amount":"5"}}}""");
        tenant.startSchedule("acme", Tenant.open("2027-01-01", "base", "per-call"));
        // Then the calls have a draft of their own, and the first fee is paid with money: 30 − 20 = 10
        List<JsonNode> january = tenant.awaitInvoices("acme", 2);
        JsonNode bought = january.stream()
                .filter(invoice -> invoice.path("scheduleId").isNull())
                .findFirst()
                .orElseThrow();
        assertThat(bought.path("status").asText()).isEqualTo("DRAFT");
        assertThat(bought.path("grossTotal").asText()).isEqualTo("12.00");
        assertThat(bought.path("lines").path(0).path("kind").asText()).isEqualTo("GRANT");
        assertThat(credits(ofSchedule(january).get(0))).containsExactly("Monthly credit -20.00");
        // When 100 calls in January
        tenant.moveClockTo("2027-01-20T12:00:00Z");
        call(tenant, "2027-01-10", 100);
        tenant.moveClockTo("2027-02-01T12:00:00Z");
        // Then units pay all of 10.00; 5 of the 10 left roll over: 30 + 5 − 20 = 15
        List<JsonNode> february = ofSchedule(tenant.awaitInvoices("acme", 3));
        assertThat(credits(february.get(1))).containsExactly("150 calls -10.00", "Monthly credit -20.00");
        assertThat(february.get(1).path("grossTotal").asText()).isEqualTo("0.00");
        tenant.awaitClockReady();
        assertThat(ledger(tenant, "monthly"))
                .containsExactly("GRANT 30.00", "BURN -20.00", "ROLLOVER -5.00", "EXPIRY -5.00");
        // When 100 calls in February, and a look ahead
        tenant.moveClockTo("2027-02-20T12:00:00Z");
        call(tenant, "2027-02-10", 100);
        JsonNode preview = tenant.api()
                .getOk("/v1/schedules/acme/preview?through=2027-03-01")
                .path("items")
                .path(0);
        tenant.moveClockTo("2027-03-01T12:00:00Z");
        List<JsonNode> march = ofSchedule(tenant.awaitInvoices("acme", 4));
        tenant.awaitClockReady();
        // Then 50 calls have expired on 28 February; 30 + 5 − 30 = 5 of money are left, as the preview said
        assertThat(credits(march.get(2))).containsExactly("Monthly credit -30.00");
        assertThat(credits(preview)).isEqualTo(credits(march.get(2)));
        assertThat(ledger(tenant, "prepaid")).containsExactly("GRANT 150", "BURN -100", "EXPIRY -50");
        assertThat(balance(tenant)).isEqualTo("5.00");
        // When March is void
        JsonNode issued = tenant.finalise(march.get(2));
        tenant.create("/v1/invoices/" + issued.path("id").asText() + "/void", "");
        // Then its money is back
        Tenant.eventually(() -> assertThat(balance(tenant)).isEqualTo("35.00"));
        assertThat(tenant.list("/v1/credit-grants?state=EXPIRED")).hasSize(3);
        // When the last month is over
        tenant.moveClockTo("2027-04-01T04:00:00Z");
        tenant.awaitClockReady();
        // Then nothing is left, and nothing comes again
        assertThat(tenant.api().getOk("/v1/customers/acme/credit-balances").path("items"))
                .isEmpty();
        assertThat(tenant.list("/v1/credit-grants?customerId=acme")).hasSize(4).allSatisfy(grant -> {
            assertThat(grant.path("state").asText()).isEqualTo("EXPIRED");
            assertThat(sum(tenant, grant.path("id").asText())).isZero();
        });
    }

    private static List<JsonNode> ofSchedule(List<JsonNode> invoices) {
        return invoices.stream()
                .filter(invoice -> !invoice.path("scheduleId").isNull())
                .toList();
    }

    private static List<String> credits(JsonNode invoice) {
        return StreamSupport.stream(invoice.path("lines").spliterator(), false)
                .filter(line -> line.path("kind").asText().equals("CREDIT"))
                .map(line -> line.path("description").asText() + " "
                        + line.path("net").asText())
                .toList();
    }

    /** Oldest first. */
    private static List<String> ledger(Tenant tenant, String grant) {
        List<String> entries = new ArrayList<>();
        tenant.list("/v1/credit-grants/" + grant + "/transactions?")
                .forEach(entry -> entries.add(
                        0,
                        entry.path("type").asText() + " " + entry.path("amount").asText()));
        return entries;
    }

    private static BigDecimal sum(Tenant tenant, String grant) {
        return tenant.list("/v1/credit-grants/" + grant + "/transactions?").stream()
                .map(entry -> new BigDecimal(entry.path("amount").asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String balance(Tenant tenant) {
        return tenant.api()
                .getOk("/v1/customers/acme/credit-balances")
                .path("items")
                .path(0)
                .path("balance")
                .asText();
    }

    private static void call(Tenant tenant, String day, int calls) {
        tenant.send(List.of("""
                {"id":"%s","type":"call","subject":"acme","time":"%sT15:00:00Z","data":{"n":%d}}""".formatted(day, day, calls)));
        Tenant.eventually(() -> assertThat(
                        tenant.usage("calls", "acme", day, day).path("value").asText())
                .isEqualTo(Integer.toString(calls)));
    }
}
