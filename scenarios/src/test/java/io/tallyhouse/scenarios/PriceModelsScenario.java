package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyhouse.stack.ApiClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every price model on one schedule: a phase until 14 February 2025, another from the 15th, so that February is one
 * invoice with lines of both. Tokens used: 550 in January, 125 on 1–14 February, 600 on the 15th at midnight.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PriceModelsScenario {
    private static final String UNIT = "{\"model\":\"UNIT\",\"unitPrice\":\"0.1\"}";
    private static final String PACKAGE = "{\"model\":\"PACKAGE\",\"packageSize\":\"250\",\"packagePrice\":\"10\"}";
    private static final String TIERS =
            "[{\"upTo\":\"100\",\"unitPrice\":\"1\",\"flatFee\":\"20\"},{\"unitPrice\":\"0.75\",\"flatFee\":\"50\"}]";
    private static final String GRADUATED = "{\"model\":\"GRADUATED\",\"tiers\":" + TIERS + "}";
    private static final String VOLUME = "{\"model\":\"VOLUME\",\"tiers\":" + TIERS + "}";
    private static final String FLAT = "{\"model\":\"FLAT\",\"amount\":\"49.00\"}";
    private static final Map<String, String> STRUCTURES =
            Map.of("FLAT", FLAT, "UNIT", UNIT, "PACKAGE", PACKAGE, "GRADUATED", GRADUATED, "VOLUME", VOLUME);
    private static final String TERMS = """
            "startDate":"2025-01-01","endDate":"2025-02-28","phases":[
             {"startDate":"2025-01-01","endDate":"2025-02-14",
              "priceIds":["setup","fee","unit","package","graduated","volume"]},
             {"startDate":"2025-02-15","endDate":"2025-02-28","priceIds":["larger-fee","unit","graduated"]}]""";

    private static Tenant tenant;

    @BeforeAll
    static void catalogue() {
        tenant = SharedStack.newTenant("models");
        tenant.createMetrics("""
                {"id":"tokens","name":"Tokens","eventType":"llm.request","aggregation":"SUM","property":"tokens"}""");
        tenant.product("p");
        tenant.create("/v1/prices", """
                {"id":"setup","productId":"p","name":"setup","currency":"USD","frequency":"ONE_TIME",
                 "timing":"IN_ADVANCE","structure":{"model":"FLAT","amount":"500.00"}}""");
        tenant.fee("fee", "IN_ADVANCE", "28.00");
        tenant.fee("larger-fee", "IN_ADVANCE", "56.00");
        tenant.usagePrice("unit", "tokens", UNIT);
        tenant.usagePrice("package", "tokens", PACKAGE);
        tenant.usagePrice("graduated", "tokens", GRADUATED);
        tenant.usagePrice("volume", "tokens", VOLUME);
    }

    @ParameterizedTest
    @CsvSource({
        "GRADUATED, 125,   188.75,   188.75", // 100 × 1 + 20 + 25 × 0.75 + 50
        "GRADUATED, 100,   120,      120.00", // 100 × 1 + 20: upTo is inclusive
        "GRADUATED, 100.5, 170.375,  170.38", // 100 × 1 + 20 + 0.5 × 0.75 + 50, half up
        "GRADUATED, 0,     20,       20.00", //  the first tier's fee is due even at zero
        "VOLUME,    125,   143.75,   143.75", // 125 × 0.75 + 50
        "UNIT,      550,   55,       55.00", //  550 × 0.1
        "PACKAGE,   550,   30,       30.00", //  3 packages begun × 10
        "PACKAGE,   0,     0,        0.00",
        "FLAT,      1,     49,       49.00",
    })
    void a_calculation_needs_nothing_stored(String model, String quantity, String amount, String rounded) {
        // When
        JsonNode answer = tenant.create(
                "/v1/rating/calculate",
                "{\"currency\":\"USD\",\"quantity\":\"%s\",\"price\":%s}".formatted(quantity, STRUCTURES.get(model)));
        // Then
        assertThat(answer.path("amount").asText()).isEqualTo(amount);
        assertThat(answer.path("rounded").asText()).isEqualTo(rounded);
        assertThat(answer.path("currency").asText()).isEqualTo("USD");
        assertThat(answer.path("steps")).isNotEmpty();
    }

    @Test
    void each_model_bills_both_phases_of_a_period_by_their_own_days() {
        // Given
        used("acme");
        tenant.draftSchedule("acme", TERMS);
        Map<String, Map<String, String>> previewed = linesByDate(tenant.api()
                .getOk("/v1/schedules/acme/preview?through=2025-03-01")
                .path("items"));
        // When
        tenant.activate("acme");
        List<JsonNode> invoices = tenant.awaitInvoices("acme", 3);
        // Then
        assertThat(totals(invoices)).containsExactly("528.00", "1097.00", "960.00");
        assertThat(lines(invoices.get(0)))
                .isEqualTo(Map.of(
                        "setup 2025-01-01", "500.00", //
                        "fee 2025-01-01", "28.00"));
        assertThat(lines(invoices.get(1)))
                .isEqualTo(Map.of(
                        "fee 2025-02-01", "14.00", // 28.00 × 14 of 28 days
                        "larger-fee 2025-02-15", "28.00", // 56.00 × 14 of 28 days
                        "unit 2025-01-01", "55.00", // 550 × 0.1
                        "package 2025-01-01", "30.00", // 3 × 10
                        "graduated 2025-01-01", "507.50", // 100 × 1 + 20 + 450 × 0.75 + 50
                        "volume 2025-01-01", "462.50")); // 550 × 0.75 + 50
        assertThat(lines(invoices.get(2)))
                .isEqualTo(Map.of(
                        "unit 2025-02-01", "12.50", // 125 × 0.1
                        "package 2025-02-01", "10.00", // 1 × 10
                        "graduated 2025-02-01", "188.75", // 100 × 1 + 20 + 25 × 0.75 + 50
                        "volume 2025-02-01", "143.75", // 125 × 0.75 + 50
                        "unit 2025-02-15", "60.00", // 600 × 0.1
                        "graduated 2025-02-15", "545.00")); // tiers start again: 100 × 1 + 20 + 500 × 0.75 + 50
        assertThat(previewed).as("what the preview of the draft said").isEqualTo(linesByDate(invoices));
    }

    @Test
    void every_line_explains_and_proves_itself() {
        // Given
        used("globex");
        tenant.startSchedule("globex", TERMS);
        // When
        JsonNode invoice = tenant.awaitInvoices("globex", 3).get(2);
        // Then
        assertThat(invoice.path("lines")).allSatisfy(line -> {
            JsonNode steps = line.path("steps");
            assertThat(steps).isNotEmpty();
            assertThat(line.path("metricId").asText()).isEqualTo("tokens");
            assertThat(line.path("proof").path("fingerprint").asText()).matches("[0-9a-f]{32}");
            // 100 and 25 tokens were one event each, and so were the 600
            boolean firstPhase =
                    line.path("servicePeriod").path("start").asText().equals("2025-02-01");
            assertThat(line.path("proof").path("events").asInt()).isEqualTo(firstPhase ? 2 : 1);
            assertThat(line.path("quantity").asText()).isEqualTo(firstPhase ? "125" : "600");
        });
        assertThat(invoice.path("lines").path(0).path("proof"))
                .as("lines of the same metric and days have the same proof")
                .isEqualTo(invoice.path("lines").path(1).path("proof"));
    }

    @Test
    void a_void_keeps_the_number_and_makes_no_new_invoice() {
        // Given
        used("initech");
        tenant.startSchedule("initech", TERMS);
        List<JsonNode> drafts = tenant.awaitInvoices("initech", 3);
        JsonNode first = tenant.finalise(drafts.get(0));
        JsonNode second = tenant.finalise(drafts.get(1));
        // When
        JsonNode voided = tenant.create("/v1/invoices/" + first.path("id").asText() + "/void", "");
        JsonNode third = tenant.finalise(drafts.get(2));
        // Then
        assertThat(voided.path("status").asText()).isEqualTo("VOIDED");
        assertThat(voided.path("number")).isEqualTo(first.path("number"));
        assertThat(List.of(number(first) + 1, number(first) + 2)).containsExactly(number(second), number(third));
        ApiClient.Answer again =
                tenant.api().post("/v1/invoices/" + first.path("id").asText() + "/finalise", "");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("type").asText()).isEqualTo("/problems/conflict");
        tenant.awaitClockReady();
        assertThat(tenant.invoices("initech")).hasSize(3);
        assertIsPrinted(voided);
        assertIsPrinted(third);
    }

    private static void assertIsPrinted(JsonNode invoice) {
        ApiClient.Answer pdf =
                tenant.api().get("/v1/invoices/" + invoice.path("id").asText() + "/pdf");
        assertThat(pdf.status()).isEqualTo(200);
        assertThat(pdf.headers()).containsEntry("content-type", "application/pdf");
        assertThat(new String(pdf.body(), StandardCharsets.ISO_8859_1)).startsWith("%PDF");
    }

    private static void used(String customer) {
        tenant.customer(customer, "UTC");
        tenant.send(List.of(
                event(customer, 1, "2025-01-05T10:00:00Z", 300),
                event(customer, 2, "2025-01-31T23:59:59.999Z", 250),
                event(customer, 3, "2025-02-01T00:00:00Z", 100),
                event(customer, 4, "2025-02-14T23:59:59Z", 25),
                event(customer, 5, "2025-02-15T00:00:00Z", 600)));
        Tenant.eventually(() -> assertThat(tenant.usage("tokens", customer, "2025-01-01", "2025-02-28")
                        .path("value")
                        .asText())
                .isEqualTo("1275"));
    }

    private static String event(String customer, int id, String time, int tokens) {
        return """
                {"id":"%d","type":"llm.request","subject":"%s","time":"%s","data":{"tokens":%d}}""".formatted(id, customer, time, tokens);
    }

    private static List<String> totals(List<JsonNode> invoices) {
        return invoices.stream()
                .map(invoice -> invoice.path("grossTotal").asText())
                .toList();
    }

    private static Map<String, Map<String, String>> linesByDate(Iterable<JsonNode> invoices) {
        Map<String, Map<String, String>> byDate = new TreeMap<>();
        invoices.forEach(invoice -> byDate.put(invoice.path("issueDate").asText(), lines(invoice)));
        return byDate;
    }

    /** Net by price and first day. */
    private static Map<String, String> lines(JsonNode invoice) {
        Map<String, String> nets = new TreeMap<>();
        invoice.path("lines")
                .forEach(line -> nets.put(
                        line.path("priceId").asText() + " "
                                + line.path("servicePeriod").path("start").asText(),
                        line.path("net").asText()));
        return nets;
    }

    private static int number(JsonNode invoice) {
        String text = invoice.path("number").asText();
        assertThat(text).matches("INV-2025-[0-9]{5}");
        return Integer.parseInt(text.substring(text.lastIndexOf('-') + 1));
    }
}
