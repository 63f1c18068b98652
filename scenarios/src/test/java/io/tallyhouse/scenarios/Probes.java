package io.tallyhouse.scenarios;

import io.tallyhouse.scenarios.Operation.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The requests that try an operation. Everything that the document asks for must have a value here, so that a new
 * operation, parameter or body cannot go untried.
 *
 * @param values by parameter; an {@code id} by its collection, as {@code customers.id}
 */
record Probes(Map<String, String> values) {
    private static final String CUSTOMER =
            "\"legalName\":\"B\",\"currency\":\"USD\",\"timeZone\":\"UTC\",\"country\":\"US\",\"aliases\":[\"<alias>\"]";
    private static final String PRICE = """
            "productId":"<products.id>","name":"B","currency":"USD","frequency":"MONTHLY","timing":"IN_ARREARS",\
            "metricId":"<metrics.id>","structure":{"model":"UNIT","unitPrice":"9"}""";
    private static final String METRIC = "\"name\":\"B\",\"eventType\":\"call\",\"aggregation\":\"COUNT\"";
    private static final String SCHEDULE = """
            "customerId":"<customers.id>","startDate":"2027-01-01","billingDay":1,"currency":"USD",\
            "phases":[{"startDate":"2027-01-01","priceIds":["<prices.id>"]}]""";
    private static final String GRANT =
            "\"customerId\":\"<customers.id>\",\"name\":\"B\",\"type\":\"CASH\",\"currency\":\"USD\",\"amount\":\"9\"";
    private static final String PHASE = "\"startDate\":\"2027-06-01\",\"priceIds\":[\"<prices.id>\"]";
    /** What can be done to a schedule; each has a preview of the same body. */
    private static final Map<String, String> OPERATIONS = Map.of(
            "POST /v1/schedules/{id}/cancel", "{\"at\":\"PERIOD_END\"}",
            "POST /v1/schedules/{id}/suspend", "{}",
            "POST /v1/schedules/{id}/resume", "{}",
            "POST /v1/schedules/{id}/phases", "{" + PHASE + "}",
            "PUT /v1/schedules/{id}/phases", "{\"phases\":[{" + PHASE + "}]}",
            "POST /v1/schedules/{id}/milestones/complete", "{}",
            "POST /v1/schedules/{id}/renew", "{\"months\":12}",
            "POST /v1/schedules/{id}/upgrade", "{\"replace\":{\"<prices.id>\":\"b-price\"}}",
            "POST /v1/schedules/{id}/downgrade", "{\"replace\":{\"<prices.id>\":\"b-price\"}}",
            "POST /v1/schedules/{id}/duplicate", "{\"id\":\"b-copy\"}");

    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("POST /v1/customers", "{\"id\":\"<customers.id>\"," + CUSTOMER + "}"),
            Map.entry("PUT /v1/customers/{id}", "{" + CUSTOMER + "}"),
            Map.entry("POST /v1/products", "{\"id\":\"<products.id>\",\"name\":\"B\"}"),
            Map.entry("PUT /v1/products/{id}", "{\"name\":\"B\"}"),
            Map.entry("POST /v1/prices", "{\"id\":\"<prices.id>\"," + PRICE + "}"),
            Map.entry("PUT /v1/prices/{id}", "{" + PRICE + "}"),
            Map.entry("POST /v1/list-prices", "{\"id\":\"<list-prices.id>\"," + PRICE + "}"),
            Map.entry("PUT /v1/list-prices/{id}", "{" + PRICE + "}"),
            Map.entry("POST /v1/metrics", "{\"id\":\"<metrics.id>\"," + METRIC + "}"),
            Map.entry("PUT /v1/metrics/{id}", "{" + METRIC + "}"),
            Map.entry("POST /v1/schedules", "{\"id\":\"<schedules.id>\"," + SCHEDULE + "}"),
            Map.entry("PUT /v1/schedules/{id}", "{" + SCHEDULE + "}"),
            Map.entry("POST /v1/credit-grants", "{\"id\":\"<credit-grants.id>\"," + GRANT + "}"),
            Map.entry("POST /v1/credit-grants/{id}/transactions", "{\"amount\":\"-1\",\"reason\":\"B\"}"),
            Map.entry(
                    "POST /v1/simulations",
                    "{\"months\":1,\"prices\":[{\"priceId\":\"<prices.id>\",\"structure\":{\"model\":\"UNIT\",\"unitPrice\":\"1\"}}]}"),
            Map.entry("POST /v1/access-keys", "{\"name\":\"B\",\"scopes\":[]}"),
            Map.entry("POST /v1/tenants", "{\"name\":\"B\",\"mode\":\"SANDBOX\"}"),
            Map.entry("POST /v1/test-clock", "{\"now\":\"2028-01-01T00:00:00Z\"}"),
            Map.entry("POST /v1/events", "{\"id\":\"<events.id>\",\"type\":\"call\",\"subject\":\"<subject>\"}"),
            Map.entry("POST /v1/usage-events", """
                    {"eventType":"other","customerAlias":"<subject>","eventTimestamp":"2027-02-10T09:00:00Z",\
                    "customerEventId":"b-1","eventProperties":{}}"""),
            Map.entry(
                    "POST /v1/rejected-events/{id}/replay",
                    "{\"id\":\"b-2\",\"type\":\"other\",\"subject\":\"<subject>\"}"),
            Map.entry("POST /v1/customers/{id}/aliases", "{\"alias\":\"b-alias\"}"),
            Map.entry(
                    "POST /v1/rating/calculate",
                    "{\"currency\":\"USD\",\"price\":{\"model\":\"FLAT\",\"amount\":\"1\"}}"));

    /** With required parameters only; with each of the others; and with all of them but cursors. */
    List<Request> of(Operation operation) {
        refuseUnknownHeaders(operation);
        List<Parameter> query = operation.parameters("query");
        List<Parameter> required = query.stream().filter(Parameter::required).toList();
        List<Parameter> optional =
                query.stream().filter(parameter -> !parameter.required()).toList();
        List<List<Parameter>> choices = new ArrayList<>();
        choices.add(required);
        for (Parameter parameter : optional) {
            List<Parameter> choice = new ArrayList<>(required);
            choice.add(parameter);
            choices.add(choice);
        }
        choices.add(
                query.stream().filter(parameter -> !isCursor(parameter.name())).toList());
        return choices.stream()
                .distinct()
                .map(choice -> request(operation, choice))
                .toList();
    }

    /** With required parameters only. */
    Request bare(Operation operation) {
        return of(operation).get(0);
    }

    private Request request(Operation operation, List<Parameter> query) {
        String path = operation.template();
        for (Parameter parameter : operation.parameters("path")) {
            path = path.replace("{" + parameter.name() + "}", value(operation, parameter.name()));
        }
        String parameters = query.stream()
                .map(parameter -> URLEncoder.encode(parameter.name(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(value(operation, parameter.name()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
        Request request = Request.to(operation.method(), query.isEmpty() ? path : path + parameters);
        if (operation.hasBody()) {
            return request.withJson(body(operation));
        }
        return request;
    }

    private String body(Operation operation) {
        String named = operation.toString();
        String body = BODIES.getOrDefault(named, OPERATIONS.get(named.replaceFirst("/preview$", "")));
        if (body == null) {
            throw new IllegalStateException(operation + " has no body here; add it");
        }
        for (Map.Entry<String, String> value : values.entrySet()) {
            body = body.replace("<" + value.getKey() + ">", value.getValue());
        }
        return body;
    }

    private String value(Operation operation, String name) {
        String value = values.getOrDefault(
                operation.template() + "." + name,
                values.getOrDefault(operation.collection() + "." + name, values.get(name)));
        if (value == null) {
            throw new IllegalStateException(operation + " has a parameter '" + name + "' with no value here; add it");
        }
        return value;
    }

    private static void refuseUnknownHeaders(Operation operation) {
        operation.parameters("header").stream()
                .filter(header -> !header.name().equals("If-Match"))
                .findFirst()
                .ifPresent(header -> {
                    throw new IllegalStateException(operation + " has an unknown header " + header.name());
                });
    }

    private static boolean isCursor(String name) {
        return name.equals("after") || name.equals("before");
    }
}
