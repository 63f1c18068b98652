package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a price may say beyond its figures: parameters of its metric, a list price that it comes from, a day to change on. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PriceTermsScenario {
    @Test
    void a_price_that_sets_a_parameter_bills_the_same_past_usage_by_it() {
        // Given
        Tenant tenant = SharedStack.newTenant("parameters");
        tenant.createMetrics("""
                {"id":"cost","name":"Cost","eventType":"llm.request","aggregation":"SUM",
                 "expression":"data.tokens * params.rate + params.fee",
                 "parameters":[{"name":"rate","type":"DECIMAL","default":"0.1"},
                               {"name":"fee","type":"INTEGER","default":"1"}]}""");
        tenant.product("p");
        tenant.customer("acme", "UTC");
        tenant.send(List.of(used(1, "100"), used(2, "60")));
        tenant.create("/v1/list-prices", price("standard", ",\"metricId\":\"cost\""));
        // When prices are made after the usage
        tenant.create("/v1/prices", "{\"id\":\"plain\",\"listPriceId\":\"standard\"}");
        tenant.create(
                "/v1/prices", "{\"id\":\"own\",\"listPriceId\":\"standard\",\"metricParameters\":{\"rate\":\"0.25\"}}");
        tenant.create("/v1/prices", """
                {"id":"free","listPriceId":"standard","metricParameters":{"rate":"0","fee":"0"}}""");
        tenant.startSchedule("acme", """
                "startDate":"2025-01-01","endDate":"2025-01-31",
                "phases":[{"startDate":"2025-01-01","endDate":"2025-01-31","priceIds":["plain","own","free"]}]""");
        // Then
        JsonNode invoice = tenant.awaitInvoices("acme", 1).get(0);
        assertThat(nets(invoice))
                .isEqualTo(Map.of(
                        "plain", "18.00", // 160 × 0.1 + 2 × 1
                        "own", "42.00", // 160 × 0.25 + 2 × 1
                        "free", "0.00"));
    }

    @Test
    void a_price_that_changes_on_a_day_moves_no_contract_that_runs() {
        // Given
        Tenant tenant = SharedStack.newTenant("price-changes");
        tenant.moveClockTo("2027-03-15T12:00:00Z");
        tenant.product("p");
        tenant.customer("early", "UTC");
        tenant.customer("late", "UTC");
        tenant.fee("fee", "IN_ADVANCE", "10.00");
        JsonNode planned = tenant.api().put("/v1/prices/fee", """
                {"productId":"p","name":"fee","currency":"USD","frequency":"MONTHLY","timing":"IN_ADVANCE",
                 "structure":{"model":"FLAT","amount":"12.00"},"effectiveFrom":"2027-04-01"}""").json();
        assertThat(planned.path("structure").path("amount").asText()).isEqualTo("10.00");
        tenant.startSchedule("early", Tenant.open("2027-03-01", "fee"));
        tenant.awaitInvoices("early", 1);
        // When
        tenant.moveClockTo("2027-04-02T12:00:00Z");
        tenant.awaitClockReady();
        tenant.startSchedule("late", Tenant.open("2027-04-01", "fee"));
        // Then
        assertThat(tenant.awaitInvoices("early", 2))
                .extracting(PriceTermsScenario::nets)
                .containsExactly(Map.of("fee", "10.00"), Map.of("fee", "10.00"));
        assertThat(tenant.awaitInvoices("late", 1))
                .extracting(PriceTermsScenario::nets)
                .containsExactly(Map.of("fee", "12.00"));
    }

    private static String price(String id, String more) {
        return """
                {"id":"%s","productId":"p","name":"%s","currency":"USD","frequency":"MONTHLY","timing":"IN_ARREARS",
                 "structure":{"model":"DYNAMIC"}%s}""".formatted(id, id, more);
    }

    private static String used(int id, String tokens) {
        return """
                {"id":"%d","type":"llm.request","subject":"acme","time":"2025-01-%02dT10:00:00Z",
                 "data":{"tokens":"%s"}}""".formatted(id, id, tokens);
    }

    private static Map<String, String> nets(JsonNode invoice) {
        Map<String, String> nets = new TreeMap<>();
        invoice.path("lines")
                .forEach(line ->
                        nets.put(line.path("priceId").asText(), line.path("net").asText()));
        return nets;
    }
}
