package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tenant with one of everything, on 15 March 2027 by its clock.
 *
 * @param ids what an operation could be asked for, as {@link Probes} names it
 * @param secrets words of this tenant's data that nobody else sends
 */
record Sample(Tenant tenant, Map<String, String> ids, List<String> secrets) {
    private static final Map<String, String> COMMON = Map.ofEntries(
            Map.entry("position", "1"),
            Map.entry("type", "call"),
            Map.entry("from", "2027-02-01"),
            Map.entry("to", "2027-02-28"),
            Map.entry("events.from", "2027-02-01T00:00:00Z"),
            Map.entry("events.to", "2027-03-01T00:00:00Z"),
            Map.entry("timeZone", "UTC"),
            Map.entry("granularity", "DAY"),
            Map.entry("through", "2027-06-01"),
            Map.entry("at", "2027-03-01T00:00:00Z"),
            Map.entry("excludeZero", "true"),
            Map.entry("group.property", "a"),
            Map.entry("property.<name>", "a"),
            Map.entry("state", "COUNTED"),
            Map.entry("unused", "true"),
            Map.entry("limit", "50"),
            Map.entry("offset", "0"),
            Map.entry("includeArchived", "true"),
            Map.entry("includeChildren", "true"),
            Map.entry("includeVariants", "true"),
            Map.entry("currency", "USD"),
            Map.entry("frequency", "MONTHLY"),
            Map.entry("invoices.status", "FINAL"),
            Map.entry("schedules.status", "ACTIVE"),
            Map.entry("credit-grants.state", "ACTIVE"),
            Map.entry("credit-grants.number", "1"),
            Map.entry("adjustments.status", "OPEN"),
            Map.entry("billing-runs.status", "DONE"));

    static Sample create() {
        Tenant tenant = SharedStack.newTenant("walls-a");
        tenant.moveClockTo("2027-03-15T12:00:00Z");
        catalogue(tenant);
        tenant.send(List.of("""
                {"id":"aldebaran-event","type":"call","subject":"aldebaran-alias","source":"aldebaran-source",
                 "time":"2027-02-10T08:00:00Z"}""", """
                {"id":"aldebaran-event","type":"seats","subject":"aldebaran-alias","time":"2027-02-10T08:00:00Z"}"""));
        Tenant.eventually(
                () -> assertThat(tenant.usage("aldebaran-metric", "aldebaran-customer", "2027-02-01", "2027-02-28")
                                .path("value")
                                .asText())
                        .isEqualTo("1"));
        Tenant.eventually(() -> assertThat(tenant.api()
                        .get("/v1/events/aldebaran-alias/aldebaran-event")
                        .status())
                .isEqualTo(200));
        KafkaProducersScenario.reject(tenant, "Aldebaran's broken event");
        Tenant.eventually(() -> assertThat(tenant.list("/v1/rejected-events?")).isNotEmpty());
        tenant.create("/v1/schedules", """
                {"id":"aldebaran-schedule","customerId":"aldebaran-customer","startDate":"2027-02-01","billingDay":1,
                 "currency":"USD","phases":[{"startDate":"2027-02-01","priceIds":["aldebaran-price"]}]}""");
        tenant.create("/v1/credit-grants", """
                {"id":"aldebaran-grant","customerId":"aldebaran-customer","name":"Aldebaran credit","type":"CASH",
                 "currency":"USD","amount":"817.61"}""");
        tenant.activate("aldebaran-schedule");
        JsonNode invoice =
                tenant.finalise(tenant.awaitInvoices("aldebaran-customer", 1).get(0));
        JsonNode simulation = tenant.create("/v1/simulations", """
                {"months":1,"prices":[{"priceId":"aldebaran-price","structure":{"model":"UNIT","unitPrice":"1"}}]}""");
        JsonNode key = tenant.create("/v1/access-keys", "{\"name\":\"Aldebaran key\",\"scopes\":[\"read\"]}");
        tenant.awaitClockReady();
        return new Sample(tenant, ids(tenant, invoice, key, simulation), secrets(tenant, invoice, key));
    }

    private static void catalogue(Tenant tenant) {
        tenant.createMetrics("""
                {"id":"aldebaran-metric","name":"Aldebaran calls","eventType":"call","aggregation":"COUNT"}""", """
                {"id":"aldebaran-seats","name":"Aldebaran seats","eventType":"seats","aggregation":"GAUGE",
                 "property":"total"}""");
        tenant.create("/v1/products", "{\"id\":\"aldebaran-product\",\"name\":\"Aldebaran product\"}");
        tenant.create("/v1/prices", """
                {"id":"aldebaran-price","productId":"aldebaran-product","name":"Aldebaran price","currency":"USD",
                 "frequency":"MONTHLY","timing":"IN_ARREARS","metricId":"aldebaran-metric",
                 "structure":{"model":"UNIT","unitPrice":"417.23"}}""");
        tenant.create("/v1/list-prices", """
                {"id":"aldebaran-list-price","productId":"aldebaran-product","name":"Aldebaran list price","currency":"USD",
                 "frequency":"MONTHLY","timing":"IN_ADVANCE","structure":{"model":"FLAT","amount":"417.23"}}""");
        tenant.create("/v1/customers", """
                {"id":"aldebaran-customer","legalName":"Aldebaran Secret Holdings","currency":"USD","timeZone":"UTC",
                 "country":"US","aliases":["aldebaran-alias"],"email":"billing@aldebaran.example"}""");
        tenant.create("/v1/customers", """
                {"id":"aldebaran-second","legalName":"Aldebaran Second","currency":"USD","timeZone":"UTC","country":"US",
                 "parentId":"aldebaran-customer"}""");
    }

    private static Map<String, String> ids(Tenant tenant, JsonNode invoice, JsonNode key, JsonNode simulation) {
        return Map.ofEntries(
                Map.entry("customers.id", "aldebaran-customer"),
                Map.entry("customer", "aldebaran-customer"),
                Map.entry("customerId", "aldebaran-customer"),
                Map.entry("parentId", "aldebaran-customer"),
                Map.entry("alias", "aldebaran-alias"),
                Map.entry("subject", "aldebaran-alias"),
                Map.entry("source", "aldebaran-source"),
                Map.entry("events.id", "aldebaran-event"),
                Map.entry("products.id", "aldebaran-product"),
                Map.entry("productId", "aldebaran-product"),
                Map.entry("prices.id", "aldebaran-price"),
                Map.entry("list-prices.id", "aldebaran-list-price"),
                Map.entry("metrics.id", "aldebaran-metric"),
                Map.entry("schedules.id", "aldebaran-schedule"),
                Map.entry("scheduleId", "aldebaran-schedule"),
                Map.entry("credit-grants.id", "aldebaran-grant"),
                Map.entry("simulations.id", simulation.path("id").asText()),
                Map.entry("billing-runs.id", invoice.path("runId").asText()),
                Map.entry("invoices.id", invoice.path("id").asText()),
                Map.entry("access-keys.id", key.path("id").asText()),
                Map.entry("/v1/metrics/{id}/changes.id", "aldebaran-seats"),
                Map.entry(
                        "rejected-events.id",
                        tenant.list("/v1/rejected-events?").get(0).path("id").asText()),
                Map.entry("tenants.id", tenant.id()));
    }

    private static List<String> secrets(Tenant tenant, JsonNode invoice, JsonNode key) {
        return List.of(
                tenant.accessKey(),
                key.path("accessKey").asText(),
                invoice.path("number").asText(),
                invoice.path("lines").path(0).path("proof").path("fingerprint").asText(),
                "Aldebaran",
                "aldebaran.example",
                "417.23",
                "817.61");
    }

    /** Requests about this sample. */
    Probes probes() {
        return probes(ids);
    }

    /** The same requests about things that nobody has. */
    Probes probesOfNothing() {
        Map<String, String> nothing = new HashMap<>();
        ids.forEach((name, id) -> nothing.put(name, nothing(id)));
        return probes(nothing);
    }

    private Probes probes(Map<String, String> asked) {
        String cursor = tenant.api().getOk("/v1/customers?limit=1").path("next").asText();
        Map<String, String> values = new HashMap<>(COMMON);
        values.put("after", cursor);
        values.put("before", cursor);
        values.putAll(asked);
        return new Probes(Map.copyOf(values));
    }

    /** An answer without the ids that tell these two kinds of requests apart, and without its time. */
    String withoutIds(String answer) {
        String text = answer;
        // an id may be part of another one
        for (String id : ids.values().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList()) {
            text = text.replace(nothing(id), "~").replace(id, "~");
        }
        return text.replaceAll("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z", "~");
    }

    /** What of this tenant an answer shows that its request did not say. */
    List<String> shownIn(String answer, Request request) {
        String asked = request.uri() + request.body().orElse("");
        List<String> words = new ArrayList<>(secrets);
        words.addAll(ids.values());
        return words.stream()
                .filter(word -> answer.contains(word) && !asked.contains(word))
                .toList();
    }

    /** Of the same length. */
    private static String nothing(String id) {
        return "0".repeat(4) + id.substring(4);
    }
}
