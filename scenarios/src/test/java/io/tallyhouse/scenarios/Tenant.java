package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyhouse.stack.ApiClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;

/** A tenant of a scenario and what a scenario does with it, all through the gateway. */
record Tenant(String id, String accessKey, ApiClient api) {
    static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int BATCH = 500;
    private static final int PAGES_MAX = 100;

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).pollInterval(POLL).untilAsserted(assertion);
    }

    JsonNode create(String path, String json) {
        return api.postOk(path, json);
    }

    /** Creates metrics and waits until each counts every later event. */
    void createMetrics(String... bodies) {
        List<String> ids = new ArrayList<>();
        for (String body : bodies) {
            ids.add(create("/v1/metrics", body).path("id").asText());
        }
        eventually(() -> assertThat(ids)
                .allSatisfy(metric -> assertThat(
                                api.getOk("/v1/metrics/" + metric).path("state").asText())
                        .isEqualTo("READY")));
    }

    /** In US dollars. */
    void customer(String id, String zone) {
        create("/v1/customers", """
                {"id":"%s","legalName":"%s Inc","currency":"USD","timeZone":"%s","country":"US"}""".formatted(id, id, zone));
    }

    void product(String id) {
        create("/v1/products", "{\"id\":\"%s\",\"name\":\"%s\"}".formatted(id, id));
    }

    /** A monthly FLAT price of product {@code p}. */
    void fee(String id, String timing, String amount) {
        create("/v1/prices", """
                {"id":"%s","productId":"p","name":"%s","currency":"USD","frequency":"MONTHLY","timing":"%s",
                 "structure":{"model":"FLAT","amount":"%s"}}""".formatted(id, id, timing, amount));
    }

    /** A monthly price of product {@code p}, in arrears, by usage. */
    void usagePrice(String id, String metric, String structure) {
        create("/v1/prices", """
                {"id":"%s","productId":"p","name":"%s","currency":"USD","frequency":"MONTHLY","timing":"IN_ARREARS",
                 "metricId":"%s","structure":%s}""".formatted(id, id, metric, structure));
    }

    /** Creates the customer's schedule, of the same id, with billing day 1, and activates it. */
    void startSchedule(String customer, String terms) {
        draftSchedule(customer, terms);
        activate(customer);
    }

    /** @param terms dates and phases, as {@link #open} gives them */
    void draftSchedule(String customer, String terms) {
        create("/v1/schedules", """
                {"id":"%s","customerId":"%s","billingDay":1,"currency":"USD","autoFinalise":false,%s}""".formatted(customer, customer, terms));
    }

    void activate(String schedule) {
        create("/v1/schedules/" + schedule + "/activate", "");
    }

    /** Terms of one phase from {@code startDate} on, with an open end. */
    static String open(String startDate, String... prices) {
        return """
                "startDate":"%s","phases":[{"startDate":"%s","priceIds":["%s"]}]""".formatted(startDate, startDate, String.join("\",\"", prices));
    }

    /** Sends events in batches; a service that is away or full is asked again, as a good client does. */
    void send(List<String> events) {
        for (int from = 0; from < events.size(); from += BATCH) {
            sendBatch(events.subList(from, Math.min(from + BATCH, events.size())));
        }
    }

    void sendBatch(List<String> events) {
        String batch = "[" + String.join(",", events) + "]";
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            ApiClient.Answer answer = api.post("/v1/events", batch);
            assertThat(answer.status()).as(answer.text()).isEqualTo(202);
            assertThat(answer.json().path("errors")).isEmpty();
        });
    }

    /** What the metric counted on days of UTC. */
    JsonNode usage(String metric, String customer, String firstDay, String lastDay) {
        return api.getOk(
                "/v1/metrics/%s/usage?customer=%s&from=%s&to=%s".formatted(metric, customer, firstDay, lastDay));
    }

    /** The customer's invoices once there are {@code count}, by issue date. */
    List<JsonNode> awaitInvoices(String customer, int count) {
        eventually(() -> assertThat(invoices(customer))
                .as(
                        "invoices of %s; runs: %s",
                        customer, api.get("/v1/billing-runs?limit=20").text())
                .hasSize(count));
        return invoices(customer);
    }

    List<JsonNode> invoices(String customer) {
        List<JsonNode> invoices = new ArrayList<>(list("/v1/invoices?customerId=" + customer));
        invoices.sort(Comparator.comparing(invoice -> invoice.path("issueDate").asText()));
        return invoices;
    }

    /** The customer's runs, newest first. */
    List<JsonNode> runs(String customer) {
        return list("/v1/billing-runs?customerId=" + customer);
    }

    /** All pages of a list. @param path with a query */
    List<JsonNode> list(String path) {
        List<JsonNode> items = new ArrayList<>();
        JsonNode page = api.getOk(path + "&limit=100");
        page.path("items").forEach(items::add);
        for (int pages = 1; !page.path("next").isNull() && pages < PAGES_MAX; pages++) {
            page = api.getOk(path + "&limit=100&after=" + page.path("next").asText());
            page.path("items").forEach(items::add);
        }
        return items;
    }

    JsonNode finalise(JsonNode invoice) {
        return api.postOk("/v1/invoices/" + invoice.path("id").asText() + "/finalise", "");
    }

    Instant now() {
        return Instant.parse(api.getOk("/v1/test-clock").path("now").asText());
    }

    void moveClockTo(String now) {
        api.postOk("/v1/test-clock", "{\"now\":\"" + now + "\"}");
    }

    String clockStatus() {
        return api.getOk("/v1/test-clock").path("status").asText();
    }

    /** Until every service stands at the new time and nothing due is left. */
    void awaitClockReady() {
        eventually(() -> assertThat(clockStatus())
                .as("runs: %s", api.get("/v1/billing-runs?limit=20").text())
                .isEqualTo("READY"));
    }
}
