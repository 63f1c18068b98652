package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Prices that look at amounts, at groups, at other units: one January of a cloud that also takes payments. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PercentAndMatrixScenario {
    private static final String TERMS = """
            "startDate":"2025-01-01","endDate":"2025-01-31","phases":[{"startDate":"2025-01-01","endDate":"2025-01-31",
             "priceIds":["share","steps","volume","passed-on","by-cloud","gigabytes","blocks"]}]""";

    @Test
    void amounts_groups_and_converted_units_are_billed_as_they_were_calculated() {
        // Given
        Tenant tenant = SharedStack.newTenant("percent");
        tenant.createMetrics("""
                {"id":"paid","name":"Paid","eventType":"payment","aggregation":"SUM","property":"amount"}""", """
                {"id":"hours","name":"Hours","eventType":"machine","aggregation":"SUM","property":"hours",
                 "groupBy":["cloud","region"]}""", """
                {"id":"bytes","name":"Bytes","eventType":"traffic","aggregation":"SUM","property":"bytes"}""");
        tenant.product("p");
        tenant.usagePrice("share", "paid", "{\"model\":\"PERCENTAGE\",\"rate\":\"2.5\",\"freeAmount\":\"100\"}");
        tenant.usagePrice("steps", "paid", """
                {"model":"GRADUATED_PERCENTAGE","tiers":[{"upTo":"300","rate":"2"},{"rate":"1","flatFee":"3"}]}""");
        tenant.usagePrice("volume", "paid", """
                {"model":"VOLUME_PERCENTAGE","tiers":[{"upTo":"300","rate":"2"},{"rate":"1","flatFee":"3"}]}""");
        tenant.usagePrice("passed-on", "paid", "{\"model\":\"DYNAMIC\",\"multiplier\":\"1.1\"}");
        tenant.usagePrice("by-cloud", "hours", """
                {"model":"MATRIX","dimensions":["cloud","region"],"cells":[
                 {"match":{"cloud":"aws","region":"eu"},"unitPrice":"0.07"},{"match":{"cloud":"aws"},"unitPrice":"0.08"}],
                 "otherwise":{"unitPrice":"0.12"}}""");
        tenant.usagePrice("gigabytes", "bytes", """
                {"model":"UNIT","unitPrice":"0.5","convert":{"operation":"DIVIDE","factor":"1000000000","rounding":"UP"}}""");
        tenant.usagePrice("blocks", "bytes", """
                {"model":"GRADUATED","convert":{"operation":"DIVIDE","factor":"1000000000"},
                 "tiers":[{"upTo":"1","unitPrice":"0"},{"packageSize":"0.5","packagePrice":"2"}]}""");
        tenant.customer("acme", "UTC");
        tenant.send(List.of(
                event(1, "payment", "\"amount\":\"150.50\""),
                event(2, "payment", "\"amount\":249.5"),
                event(3, "machine", "\"hours\":10,\"cloud\":\"aws\",\"region\":\"eu\""),
                event(4, "machine", "\"hours\":20,\"cloud\":\"aws\",\"region\":\"us\""),
                event(5, "machine", "\"hours\":5,\"cloud\":\"aws\""),
                event(6, "machine", "\"hours\":1,\"cloud\":\"gcp\",\"region\":\"eu\""),
                event(7, "machine", "\"hours\":2"),
                event(8, "traffic", "\"bytes\":2300000000")));
        Tenant.eventually(() -> assertThat(tenant.usage("bytes", "acme", "2025-01-01", "2025-01-31")
                        .path("value")
                        .asText())
                .isEqualTo("2300000000"));
        // When
        tenant.startSchedule("acme", TERMS);
        JsonNode invoice = tenant.awaitInvoices("acme", 1).get(0);
        // Then
        Map<String, String> nets = new TreeMap<>();
        invoice.path("lines")
                .forEach(line ->
                        nets.put(line.path("priceId").asText(), line.path("net").asText()));
        assertThat(nets)
                .isEqualTo(Map.of(
                        "share", "7.50", // (400 − 100) × 2.5 %
                        "steps", "10.00", // 300 × 2 % + 100 × 1 % + 3
                        "volume", "7.00", // 400 × 1 % + 3
                        "passed-on", "440.00", // 400 × 1.1
                        "by-cloud", "3.06", // 10 × 0.07 + (20 + 5) × 0.08 + (1 + 2) × 0.12
                        "gigabytes", "1.50", // 2.3 GB are 3 begun
                        "blocks", "6.00")); // 1.3 GB above the free one are 3 blocks begun
        assertThat(invoice.path("grossTotal").asText()).isEqualTo("475.06");
    }

    @Test
    void prices_of_quarters_and_fortnights_bill_by_their_own_calendar() {
        // Given
        Tenant tenant = SharedStack.newTenant("cadences");
        tenant.product("p");
        tenant.create("/v1/prices", fee("quarter", "QUARTERLY\",\"timing\":\"IN_ADVANCE", "300.00"));
        tenant.create("/v1/prices", fee("fortnight", "WEEKLY\",\"interval\":2,\"timing\":\"IN_ARREARS", "14.00"));
        tenant.customer("acme", "America/New_York");
        tenant.draftSchedule("acme", """
                "startDate":"2025-01-15","phases":[{"startDate":"2025-01-15","priceIds":["quarter","fortnight"]}]""");
        // When
        JsonNode preview = tenant.api().getOk("/v1/schedules/acme/preview?through=2025-02-12");
        // Then
        Map<String, String> nets = new TreeMap<>();
        preview.path("items")
                .forEach(item -> item.path("lines")
                        .forEach(line -> nets.put(
                                item.path("issueDate").asText() + " "
                                        + line.path("priceId").asText(),
                                line.path("net").asText())));
        assertThat(nets)
                .containsAllEntriesOf(Map.of(
                        "2025-01-15 quarter", "55.43", // 300 × 17 / 92: 15 to 31 January of 1 November to 31 January
                        "2025-01-29 fortnight", "14.00",
                        "2025-02-01 quarter", "300.00",
                        "2025-02-12 fortnight", "14.00"));
    }

    private static String fee(String id, String frequency, String amount) {
        return """
                {"id":"%s","productId":"p","name":"%s","currency":"USD","frequency":"%s",
                 "structure":{"model":"FLAT","amount":"%s"}}""".formatted(id, id, frequency, amount);
    }

    private static String event(int id, String type, String data) {
        return """
                {"id":"%d","type":"%s","subject":"acme","time":"2025-01-%02dT10:00:00Z","data":{%s}}""".formatted(id, type, id, data);
    }
}
