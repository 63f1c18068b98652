package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyhouse.stack.ApiClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A tenant of a scenario and what a scenario does with it, all through the gateway. */
record Tenant(String id, String accessKey, ApiClient api) {
    private static final int BATCH = 500;
    static final Duration PATIENCE = Duration.ofSeconds(90);

    JsonNode create(String path, String json) {
        return api.postOk(path, json);
    }

    /** Creates metrics and waits until each counts every later event. */
    void createMetrics(String... bodies) {
        List<String> ids = new ArrayList<>();
        for (String body : bodies) {
            ids.add(create("/v1/metrics", body).path("id").asText());
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ids)
                        .allSatisfy(metric -> assertThat(api.getOk("/v1/metrics/" + metric)
                                        .path("state")
                                        .asText())
                                .isEqualTo("READY")));
    }

    void customer(String id, String zone) {
        create("/v1/customers", """
                {"id":"%s","legalName":"%s Inc","currency":"USD","timeZone":"%s","country":"US"}""".formatted(id, id, zone));
    }

    /** Sends events in batches; a service that is away or full is asked again, as a good client does. */
    void send(List<String> events) {
        for (int from = 0; from < events.size(); from += BATCH) {
            String batch = "[" + String.join(",", events.subList(from, Math.min(from + BATCH, events.size()))) + "]";
            await().atMost(PATIENCE).untilAsserted(() -> {
                ApiClient.Answer answer = api.post("/v1/events", batch);
                assertThat(answer.status()).as(answer.text()).isEqualTo(202);
                assertThat(answer.json().path("errors")).isEmpty();
            });
        }
    }

    /** The customer's invoices once there are {@code count}, by issue date. */
    List<JsonNode> awaitInvoices(String customer, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(invoices(customer))
                        .as(
                                "invoices of %s; runs: %s",
                                customer, api.get("/v1/billing-runs?limit=20").text())
                        .hasSize(count));
        return invoices(customer);
    }

    List<JsonNode> invoices(String customer) {
        List<JsonNode> invoices = new ArrayList<>();
        api.getOk("/v1/invoices?limit=100&customerId=" + customer).path("items").forEach(invoices::add);
        invoices.sort(java.util.Comparator.comparing(
                invoice -> invoice.path("issueDate").asText()));
        return invoices;
    }

    JsonNode finalise(JsonNode invoice) {
        return api.postOk("/v1/invoices/" + invoice.path("id").asText() + "/finalise", "");
    }

    void moveClockTo(String now) {
        api.postOk("/v1/test-clock", "{\"now\":\"" + now + "\"}");
    }

    /** Until every service stands at the new time and nothing due is left. */
    void awaitClockReady() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                api.getOk("/v1/test-clock").path("status").asText())
                        .isEqualTo("READY"));
    }
}
