package io.tallyhouse.benchmarks.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyhouse.stack.ApiClient;
import io.tallyhouse.stack.StackException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The metrics of the proof, and how their answers are compared. */
final class ProofCatalogue {
    private static final LocalDate FIRST = LocalDate.ofInstant(Happening.FIRST, ZoneOffset.UTC);
    private static final int READY_POLLS_MAX = 300;
    private static final List<String> METRICS = List.of(
            metric("requests", "COUNT", ""),
            metric("tokens", "SUM", ",\"property\":\"tokens\""),
            metric("tokens-by-model", "SUM", ",\"property\":\"tokens\",\"groupBy\":[\"model\"]"),
            metric("least", "MIN", ",\"property\":\"tokens\""),
            metric("greatest", "MAX", ",\"property\":\"tokens\""),
            metric("average", "AVG", ",\"property\":\"tokens\""),
            metric("latest", "LATEST", ",\"property\":\"tokens\""),
            metric("users", "UNIQUE", ",\"property\":\"user\""),
            metric("p95", "PERCENTILE", ",\"property\":\"tokens\",\"percentile\":\"95\""));

    private ProofCatalogue() {}

    private static String metric(String id, String aggregation, String more) {
        return "{\"id\":\"%s\",\"name\":\"%s\",\"eventType\":\"llm.request\",\"aggregation\":\"%s\"%s}"
                .formatted(id, id, aggregation, more);
    }

    /** Creates the metrics and returns when every later event counts. */
    static void create(ApiClient api) {
        api.postOk("/v1/test-clock", "{\"now\":\"" + Happening.FIRST.plusSeconds(Happening.DAYS * 86_400L) + "\"}");
        for (String metric : METRICS) {
            String id = api.postOk("/v1/metrics", metric).path("id").asText();
            for (int poll = 0;
                    !api.getOk("/v1/metrics/" + id).path("state").asText().equals("READY");
                    poll++) {
                if (poll == READY_POLLS_MAX) {
                    throw new StackException("metric " + id + " is not ready");
                }
                pause();
            }
        }
    }

    static String usage(String metric, int customer, String granularity) {
        return "/v1/metrics/%s/usage?customer=customer-%d&from=%s&to=%s&granularity=%s"
                .formatted(metric, customer, FIRST, FIRST.plusDays(Happening.DAYS - 1L), granularity);
    }

    /** How many numbers were compared; those that differ are added to {@code differences}. */
    static long compare(
            ApiClient api, int customer, List<Happening> own, SecondCount second, List<String> differences) {
        Map<String, String> expected = new TreeMap<>(second.of(own));
        Map<String, String> found = new TreeMap<>();
        for (String metric : List.of("requests", "tokens", "users", "p95", "least", "greatest", "average", "latest")) {
            JsonNode answer = api.getOk(usage(metric, customer, "TOTAL"));
            found.put(metric, answer.path("value").asText());
        }
        if (own.isEmpty()) {
            List.of("least", "greatest", "average", "latest", "p95").forEach(metric -> {
                expected.put(metric, "null");
            });
        }
        JsonNode byModel = api.getOk(usage("tokens-by-model", customer, "TOTAL"));
        for (int model = 0; model < Happening.MODELS; model++) {
            found.put("tokens-by-model m" + model, "0");
        }
        byModel.path("points")
                .forEach(point -> found.put(
                        "tokens-by-model " + point.path("group").path("model").asText(),
                        point.path("value").asText()));
        expected.put("fingerprint", second.fingerprint(own));
        found.put(
                "fingerprint",
                api.getOk(usage("requests", customer, "TOTAL"))
                        .path("fingerprint")
                        .asText());
        SecondCount.tokensByDay(own).forEach((day, tokens) -> expected.put("tokens of day " + day, tokens.toString()));
        api.getOk(usage("tokens", customer, "DAY"))
                .path("points")
                .forEach(point -> found.put(
                        "tokens of day "
                                + (LocalDate.parse(point.path("start").asText().substring(0, 10))
                                                .toEpochDay()
                                        - FIRST.toEpochDay()),
                        point.path("value").asText()));
        expected.forEach((name, right) -> {
            String shown = String.valueOf(found.remove(name));
            if (!shown.equals(right)) {
                differences.add("customer-" + customer + " " + name + ": " + shown + " where " + right + " is right");
            }
        });
        found.forEach((name, shown) ->
                differences.add("customer-" + customer + " " + name + ": " + shown + " where nothing is right"));
        return expected.size();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted");
        }
    }
}
