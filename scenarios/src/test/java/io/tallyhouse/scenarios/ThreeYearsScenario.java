package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Two contracts through their years, each invoice with its arithmetic as an accountant would check it. The files are written
 * anew with {@code -Dgolden.update=true}; what they say has been checked by hand.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ThreeYearsScenario {
    private static final Path GOLDEN = Path.of("src/test/resources/three-years");

    private int events;

    @Test
    void a_customer_in_Kathmandu_from_trial_to_the_last_day() throws IOException {
        // Given a trial, a ramp and the full terms, billed on the last day of each month
        Tenant tenant = SharedStack.newTenant("kathmandu");
        tenant.moveClockTo("2028-01-14T18:15:00Z");
        catalogue(tenant);
        tenant.customer("acme", "Asia/Kathmandu");
        tenant.create("/v1/schedules", """
                {"id":"acme","customerId":"acme","currency":"USD","startDate":"2028-01-15","billingDay":31,
                 "purchaseOrderNumber":"PO-7","phases":[
                 {"name":"Trial","startDate":"2028-01-15","endDate":"2028-02-29","priceIds":["platform","calls","seats"],
                  "discounts":[{"type":"PERCENTAGE","value":"100","message":"Trial"}]},
                 {"name":"Ramp","startDate":"2028-03-01","endDate":"2028-12-31","priceIds":["platform","calls","seats"],
                  "discounts":[{"type":"PERCENTAGE","value":"50","message":"Ramp","priceIds":["platform"],"separateLine":true}],
                  "minimums":[{"amount":"200","priceIds":["calls"]}]},
                 {"name":"Full","startDate":"2029-01-01","priceIds":["platform","calls","seats"],
                  "minimums":[{"amount":"400","priceIds":["calls"]}]}]}""");
        tenant.activate("acme");
        until(tenant, "2028-02-25T20:00:00Z");
        tenant.send(List.of(calls("2028-02-20T10:00:00Z", 5_000)));
        until(tenant, "2028-04-20T20:00:00Z");
        tenant.send(List.of(calls("2028-04-10T10:00:00Z", 6_000), seats("2028-04-18T06:00:00Z", 27)));
        until(tenant, "2028-05-31T20:00:00Z");
        // When usage of April comes in June
        tenant.send(List.of(calls("2028-04-25T10:00:00Z", 31_000)));
        Tenant.eventually(
                () -> assertThat(tenant.list("/v1/adjustments?status=OPEN")).hasSize(1));
        until(tenant, "2028-07-31T20:00:00Z");
        // And credits are granted, first of money, then of calls
        tenant.create("/v1/credit-grants", """
                {"id":"welcome","customerId":"acme","name":"Welcome credit","type":"CASH","currency":"USD","amount":"500.00",
                 "effectiveOn":"2028-08-01","expiresOn":"2028-12-31"}""");
        until(tenant, "2028-12-31T20:00:00Z");
        tenant.create("/v1/credit-grants", """
                {"id":"packet","customerId":"acme","name":"Packet of calls","type":"UNITS","metricId":"calls","amount":"10000",
                 "effectiveOn":"2029-01-01"}""");
        until(tenant, "2029-01-20T20:00:00Z");
        tenant.send(List.of(calls("2029-01-20T10:00:00Z", 40_000)));
        until(tenant, "2029-02-09T20:00:00Z");
        // And the contract changes
        tenant.create("/v1/schedules/acme/upgrade", """
                {"replace":{"platform":"platform-pro"},"on":"2029-02-10"}""");
        until(tenant, "2029-05-09T20:00:00Z");
        tenant.create("/v1/schedules/acme/suspend", "{\"from\":\"2029-05-10\"}");
        until(tenant, "2029-06-19T20:00:00Z");
        tenant.create("/v1/schedules/acme/resume", "{\"on\":\"2029-06-20\"}");
        until(tenant, "2029-07-15T20:00:00Z");
        tenant.send(List.of(seats("2029-07-15T06:00:00Z", 20)));
        until(tenant, "2030-03-31T20:00:00Z");
        tenant.create("/v1/schedules/acme/cancel", "{\"at\":\"DATE\",\"date\":\"2030-12-15\"}");
        until(tenant, "2030-12-31T20:00:00Z");
        // Then
        matches("kathmandu.txt", tenant, "acme");
        assertThat(tenant.api().getOk("/v1/schedules/acme").path("status").asText())
                .isEqualTo("CANCELLED");
    }

    @Test
    void a_customer_in_New_York_with_seats_for_a_year_and_a_renewal() throws IOException {
        // Given seats for a year in advance, of which ten are contracted, and usage with free units
        Tenant tenant = SharedStack.newTenant("newyork");
        tenant.moveClockTo("2027-11-01T04:00:00Z");
        catalogue(tenant);
        tenant.customer("globex", "America/New_York");
        tenant.send(List.of(seats("2027-10-30T12:00:00Z", "globex", 8)));
        tenant.create("/v1/schedules", """
                {"id":"globex","customerId":"globex","currency":"USD","startDate":"2027-11-01","endDate":"2028-10-31","billingDay":1,
                 "renewal":{"months":12,"upliftPercent":"4"},
                 "phases":[{"startDate":"2027-11-01","priceIds":["year-seats","plain-calls"],
                  "discounts":[{"type":"FREE_UNITS","value":"1000","priceIds":["plain-calls"]},
                               {"type":"NOMINAL","value":"5.00","message":"Loyalty","priceIds":["plain-calls"]}],
                  "maximums":[{"amount":"90","priceIds":["plain-calls"]}]}]}""");
        tenant.activate("globex");
        until(tenant, "2027-11-08T12:00:00Z");
        tenant.send(List.of(calls("2027-11-07T05:30:00Z", "globex", 2_500))); // the hour that comes twice
        until(tenant, "2028-03-10T20:00:00Z");
        tenant.send(List.of(seats("2028-03-10T15:00:00Z", "globex", 12)));
        until(tenant, "2028-03-31T12:00:00Z");
        tenant.send(List.of(calls("2028-04-01T03:59:59Z", "globex", 4_000))); // still March in New York
        until(tenant, "2028-12-10T20:00:00Z");
        tenant.send(List.of(calls("2028-12-10T12:00:00Z", "globex", 40_000)));
        // When
        until(tenant, "2029-01-02T12:00:00Z");
        tenant.create("/v1/schedules/globex/cancel", "{\"at\":\"DATE\",\"date\":\"2029-03-31\"}");
        until(tenant, "2029-04-02T12:00:00Z");
        // Then
        matches("new-york.txt", tenant, "globex");
    }

    private static void catalogue(Tenant tenant) {
        tenant.createMetrics("""
                {"id":"calls","name":"Calls","eventType":"call","aggregation":"SUM","property":"n"}""", """
                {"id":"seat-count","name":"Seats","eventType":"seats","aggregation":"GAUGE","property":"total"}""");
        tenant.product("p");
        tenant.fee("platform", "IN_ADVANCE", "310.00");
        tenant.fee("platform-pro", "IN_ADVANCE", "620.00");
        tenant.create("/v1/prices", """
                {"id":"calls","productId":"p","name":"calls","currency":"USD","frequency":"MONTHLY","timing":"IN_ARREARS",
                 "metricId":"calls","usageMode":"PERIODIC","usagePeriod":{"frequency":"YEARLY"},
                 "structure":{"model":"GRADUATED","tiers":[{"upTo":"12000","unitPrice":"0"},{"unitPrice":"0.01"}]}}""");
        tenant.usagePrice("plain-calls", "calls", "{\"model\":\"UNIT\",\"unitPrice\":\"0.01\"}");
        tenant.usagePrice("seats", "seat-count", "{\"model\":\"SEAT\",\"unitPrice\":\"15\"}");
        tenant.create("/v1/prices", """
                {"id":"year-seats","productId":"p","name":"year-seats","currency":"USD","frequency":"YEARLY","timing":"IN_ADVANCE",
                 "metricId":"seat-count","structure":{"model":"SEAT","unitPrice":"120","minimumSeats":"10","overageFrequency":"MONTHLY"}}""");
    }

    /** Moves the clock when all that was sent is counted, and waits until nothing due is left. */
    private void until(Tenant tenant, String now) {
        Tenant.eventually(() -> assertThat(
                        tenant.api().getOk("/v1/events?limit=100").path("items").size())
                .isEqualTo(events));
        tenant.awaitClockReady();
        tenant.moveClockTo(now);
        tenant.awaitClockReady();
    }

    private void matches(String name, Tenant tenant, String customer) throws IOException {
        tenant.awaitClockReady();
        String told = String.join("\n", told(tenant, customer)) + "\n";
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(GOLDEN.resolve(name), told);
        }
        assertThat(told).isEqualTo(Files.readString(GOLDEN.resolve(name)));
    }

    private static List<String> told(Tenant tenant, String customer) {
        List<String> told = new ArrayList<>();
        for (JsonNode invoice : tenant.invoices(customer)) {
            told.add("%s of %s to %s: %s %s"
                    .formatted(
                            invoice.path("issueDate").asText(),
                            invoice.path("billingPeriod").path("start").asText(),
                            invoice.path("billingPeriod").path("end").asText(),
                            invoice.path("grossTotal").asText(),
                            invoice.path("currency").asText()));
            for (JsonNode line : invoice.path("lines")) {
                told.add("  %s %s, %s to %s: %s"
                        .formatted(
                                line.path("kind").asText(),
                                line.path("description").asText(),
                                line.path("servicePeriod").path("start").asText(),
                                line.path("servicePeriod").path("end").asText(),
                                line.path("net").asText()));
                line.path("steps")
                        .forEach(step -> told.add("      " + step.path("detail").asText()));
            }
        }
        return told;
    }

    private String calls(String time, int number) {
        return calls(time, "acme", number);
    }

    private String calls(String time, String subject, int number) {
        events++;
        return """
                {"id":"%d","type":"call","subject":"%s","time":"%s","data":{"n":%d}}""".formatted(events, subject, time, number);
    }

    private String seats(String time, int total) {
        return seats(time, "acme", total);
    }

    private String seats(String time, String subject, int total) {
        events++;
        return """
                {"id":"%d","type":"seats","subject":"%s","time":"%s","data":{"total":%d}}""".formatted(events, subject, time, total);
    }
}
