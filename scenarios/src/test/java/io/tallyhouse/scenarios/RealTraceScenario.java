package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * An hour of a real LLM service, 8,819 requests, billed to three customers. The totals were reckoned from the file by
 * hand: acme 49.00 + 15.00 + 15.47 + 1.24, globex 49.00 + 15.00 + 15.82 + 1.23, initech 49.00 + 15.00 + 15.36 + 1.23.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RealTraceScenario {
    private static final Path TRACE = House.beside("data/llm-inference-code-2023.csv");
    private static final List<String> CUSTOMERS = List.of("acme", "globex", "initech");

    @AfterEach
    void everything_is_up_again() {
        SharedStack.heal();
    }

    @Test
    void a_real_trace_is_billed_to_the_cent() throws IOException {
        // Given
        Tenant tenant = SharedStack.newTenant("trace");
        catalogue(tenant);
        // When
        tenant.send(trace());
        schedules(tenant);
        // Then
        assertInvoices(tenant);
    }

    @Test
    void sent_twice_shuffled_corrected_and_with_the_meter_killed_it_comes_to_the_same_cents() throws IOException {
        // Given
        Tenant tenant = SharedStack.newTenant("trace-faults");
        catalogue(tenant);
        List<String> events = trace();
        List<String> twice = new ArrayList<>(events);
        twice.addAll(events);
        Collections.shuffle(twice, new Random(2023));
        List<String> wrong = events.stream()
                .limit(100)
                .map(event -> event.replaceFirst("\"prompt_tokens\":\\d+", "\"prompt_tokens\":999999"))
                .toList();
        // When
        tenant.send(twice.subList(0, twice.size() / 2));
        SharedStack.kill(SharedStack.METRICS);
        tenant.send(twice.subList(twice.size() / 2, twice.size()));
        tenant.send(wrong);
        SharedStack.restart(SharedStack.METRICS);
        tenant.send(events.subList(0, 100));
        schedules(tenant);
        // Then
        assertInvoices(tenant);
    }

    private static void assertInvoices(Tenant tenant) {
        List<String> totals = new ArrayList<>();
        List<List<String>> lines = new ArrayList<>();
        for (String customer : CUSTOMERS) {
            JsonNode invoice = tenant.finalise(tenant.awaitInvoices(customer, 1).get(0));
            totals.add(invoice.path("grossTotal").asText());
            List<String> nets = new ArrayList<>();
            invoice.path("lines").forEach(line -> nets.add(line.path("net").asText()));
            lines.add(nets);
        }
        assertThat(lines)
                .containsExactly(
                        List.of("49.00", "15.00", "15.47", "1.24"),
                        List.of("49.00", "15.00", "15.82", "1.23"),
                        List.of("49.00", "15.00", "15.36", "1.23"));
        assertThat(totals).containsExactly("80.71", "81.05", "80.59");
    }

    private static void catalogue(Tenant tenant) {
        tenant.createMetrics("""
                {"id":"requests","name":"Requests","eventType":"llm.request","aggregation":"COUNT"}""", """
                {"id":"context","name":"Context tokens","eventType":"llm.request","aggregation":"SUM","property":"prompt_tokens"}""", """
                {"id":"generated","name":"Generated tokens","eventType":"llm.request","aggregation":"SUM","property":"completion_tokens"}""");
        tenant.create("/v1/products", "{\"id\":\"llm\",\"name\":\"LLM\"}");
        price(tenant, "fee", "", "{\"model\":\"FLAT\",\"amount\":\"49.00\"}");
        price(tenant, "requests", "requests", """
                {"model":"PACKAGE","packageSize":"1000","packagePrice":"5.00"}""");
        price(tenant, "context", "context", """
                {"model":"GRADUATED","tiers":[{"upTo":"1000000","unitPrice":"0.000003"},{"unitPrice":"0.0000025"}]}""");
        price(tenant, "generated", "generated", "{\"model\":\"UNIT\",\"unitPrice\":\"0.000015\"}");
        CUSTOMERS.forEach(customer -> tenant.customer(customer, "UTC"));
    }

    private static void price(Tenant tenant, String id, String metric, String structure) {
        tenant.create("/v1/prices", """
                {"id":"%s","productId":"llm","name":"%s","currency":"USD","frequency":"MONTHLY","timing":"IN_ARREARS",%s"structure":%s}""".formatted(
                        id, id, metric.isEmpty() ? "" : "\"metricId\":\"" + metric + "\",", structure));
    }

    private static void schedules(Tenant tenant) {
        for (String customer : CUSTOMERS) {
            tenant.create("/v1/schedules", """
                    {"id":"%s","customerId":"%s","startDate":"2023-11-01","endDate":"2023-11-30","billingDay":1,"currency":"USD",
                     "autoFinalise":false,"phases":[{"startDate":"2023-11-01","endDate":"2023-11-30",
                     "priceIds":["fee","requests","context","generated"]}]}""".formatted(customer, customer));
            tenant.create("/v1/schedules/" + customer + "/activate", "");
        }
    }

    private static List<String> trace() throws IOException {
        assumeTrue(Files.exists(TRACE), "the real trace is not beside this clone (" + TRACE + ")");
        List<String> rows = Files.readAllLines(TRACE);
        List<String> events = new ArrayList<>();
        for (int row = 0; row < rows.size() - 1; row++) {
            String[] columns = rows.get(row + 1).split(",");
            events.add("""
                    {"id":"row-%d","type":"llm.request","subject":"%s","time":"%sZ","data":{"prompt_tokens":%s,"completion_tokens":%s}}""".formatted(
                    row, CUSTOMERS.get(row % CUSTOMERS.size()), columns[0].replace(' ', 'T'), columns[1], columns[2]));
        }
        return events;
    }
}
