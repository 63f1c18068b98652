package io.tallyhouse.benchmarks.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyhouse.stack.ApiClient;
import io.tallyhouse.stack.StackException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The metrics of the proof, and how their answers are compared. */
final class ProofCatalogue {
    private static final LocalDate FIRST = LocalDate.ofInstant(Happening.FIRST, ZoneOffset.UTC);
    private static final int READY_POLLS_MAX = 300;
    private static final int CUSTOMERS_AT_ONCE = 50;
    private static final List<String> WITH_VALUE = List.of(
            "requests",
            "tokens",
            "users",
            "p95",
            "cost",
            "least",
            "greatest",
            "average",
            "average-cost",
            "greatest-cost",
            "latest");
    private static final List<String> NULL_IF_NONE =
            List.of("least", "greatest", "average", "average-cost", "greatest-cost", "latest", "p95");
    private static final List<String> OVER_THE_LAST_DAYS = List.of("balance", "level", "seats");

    private ProofCatalogue() {}

    private static List<String> metrics() {
        List<String> metrics = new ArrayList<>(List.of(
                metric("requests", "COUNT", ""),
                metric("tokens", "SUM", ",\"property\":\"tokens\""),
                metric("tokens-by-model", "SUM", ",\"property\":\"tokens\",\"groupBy\":[\"model\"]"),
                metric("least", "MIN", ",\"property\":\"tokens\""),
                metric("greatest", "MAX", ",\"property\":\"tokens\""),
                metric("average", "AVG", ",\"property\":\"tokens\""),
                metric("latest", "LATEST", ",\"property\":\"tokens\""),
                metric("users", "UNIQUE", ",\"property\":\"user\""),
                metric("p95", "PERCENTILE", ",\"property\":\"tokens\",\"percentile\":\"95\""),
                metric("cost", "SUM", ",\"property\":\"cost\""),
                metric("average-cost", "AVG", ",\"property\":\"cost\""),
                metric("greatest-cost", "MAX", ",\"property\":\"cost\""),
                metric("level", "WEIGHTED_SUM", ",\"property\":\"change\""),
                metric("seats", "GAUGE", ",\"property\":\"seats\""),
                metric("balance", "SUM", ",\"property\":\"change\",\"carryOver\":true")));
        for (int type = 1; type < Happening.TYPES; type++) {
            String aggregation = type % 3 == 0 ? "\"SUM\",\"property\":\"cost\"" : "\"COUNT\"";
            metrics.add("{\"id\":\"%s\",\"name\":\"Other\",\"eventType\":\"other.%d\",\"aggregation\":%s}"
                    .formatted(other(type), type, aggregation));
        }
        return metrics;
    }

    private static String other(int type) {
        return "other-" + type;
    }

    private static String metric(String id, String aggregation, String more) {
        return "{\"id\":\"%s\",\"name\":\"%s\",\"eventType\":\"llm.request\",\"aggregation\":\"%s\"%s}"
                .formatted(id, id, aggregation, more);
    }

    /** Creates the metrics and returns when every later event counts. */
    static void create(ApiClient api) {
        api.postOk("/v1/test-clock", "{\"now\":\"" + Happening.FIRST.plusSeconds(Happening.DAYS * 86_400L) + "\"}");
        List<String> ids = metrics().stream()
                .map(metric -> api.postOk("/v1/metrics", metric).path("id").asText())
                .toList();
        for (String id : ids) {
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
        return usage(metric, "customer=customer-" + customer, FIRST, granularity);
    }

    private static String usage(String metric, String customers, LocalDate from, String granularity) {
        return "/v1/metrics/%s/usage?%s&from=%s&to=%s&granularity=%s"
                .formatted(metric, customers, from, FIRST.plusDays(Happening.DAYS - 1L), granularity);
    }

    /** Numbers that were compared. @param differences those that are not the same */
    record Comparison(long numbers, List<String> differences) {
        static Comparison of(String whose, Map<String, String> expected, Map<String, String> found) {
            List<String> differences = new ArrayList<>();
            Map<String, String> left = new TreeMap<>(found);
            expected.forEach((name, right) -> {
                String shown = String.valueOf(left.remove(name));
                if (!shown.equals(right)) {
                    differences.add(whose + " " + name + ": " + shown + " where " + right + " is right");
                }
            });
            left.forEach(
                    (name, shown) -> differences.add(whose + " " + name + ": " + shown + " where nothing is right"));
            return new Comparison(expected.size(), differences);
        }

        Comparison plus(Comparison other) {
            List<String> all = new ArrayList<>(differences);
            all.addAll(other.differences);
            return new Comparison(numbers + other.numbers, all);
        }
    }

    /** All metrics of the one type. */
    static Comparison compare(ApiClient api, int customer, List<Happening> own, SecondCount second) {
        Map<String, String> expected = new TreeMap<>(second.of(own));
        expected.putAll(SecondCount.carriedOver(own));
        if (own.isEmpty()) {
            NULL_IF_NONE.forEach(metric -> expected.put(metric, "null"));
            List.of("level", "seats").forEach(metric -> expected.put(metric, "null"));
        }
        expected.put("fingerprint", second.fingerprint(own));
        SecondCount.tokensByDay(own).forEach((day, tokens) -> expected.put("tokens of day " + day, tokens.toString()));
        return Comparison.of("customer-" + customer, expected, found(api, customer));
    }

    private static Map<String, String> found(ApiClient api, int customer) {
        Map<String, String> found = new TreeMap<>();
        for (String metric : WITH_VALUE) {
            JsonNode answer = api.getOk(usage(metric, customer, "TOTAL"));
            found.put(metric, answer.path("value").asText());
            if (metric.equals("requests")) {
                found.put("fingerprint", answer.path("fingerprint").asText());
            }
        }
        for (String metric : OVER_THE_LAST_DAYS) {
            JsonNode answer = api.getOk(usage(metric, "customer=customer-" + customer, FIRST.plusDays(1), "TOTAL"));
            found.put(metric, answer.path("value").asText());
            if (metric.equals("balance")) {
                found.put("balance's opening", answer.path("opening").asText());
            }
        }
        JsonNode byModel = api.getOk(usage("tokens-by-model", customer, "TOTAL"));
        for (int model = 0; model < Happening.MODELS; model++) {
            found.put("tokens-by-model m" + model, "0");
        }
        byModel.path("points")
                .forEach(point -> found.put(
                        "tokens-by-model " + point.path("group").path("model").asText(),
                        point.path("value").asText()));
        api.getOk(usage("tokens", customer, "DAY"))
                .path("points")
                .forEach(point -> found.put(
                        "tokens of day " + day(point), point.path("value").asText()));
        return found;
    }

    private static long day(JsonNode point) {
        return LocalDate.parse(point.path("start").asText().substring(0, 10)).toEpochDay() - FIRST.toEpochDay();
    }

    /** The other types, of so many customers at once: the fingerprint tells whether it is these events and no others. */
    static Comparison compareTypes(ApiClient api, int customers, List<Happening> all, SecondCount second) {
        Map<Integer, List<Happening>> byType = all.stream().collect(Collectors.groupingBy(Happening::type));
        Comparison comparison = new Comparison(0, List.of());
        for (int type = 1; type < Happening.TYPES; type++) {
            Map<Integer, List<Happening>> byPart = byType.getOrDefault(type, List.of()).stream()
                    .collect(Collectors.groupingBy(event -> event.customer() / CUSTOMERS_AT_ONCE));
            for (int first = 0; first < customers; first += CUSTOMERS_AT_ONCE) {
                List<Happening> part = byPart.getOrDefault(first / CUSTOMERS_AT_ONCE, List.of());
                String asked = IntStream.range(first, Math.min(first + CUSTOMERS_AT_ONCE, customers))
                        .mapToObj(customer -> "customer=customer-" + customer)
                        .collect(Collectors.joining("&"));
                JsonNode answer = api.getOk(usage(other(type), asked, FIRST, "TOTAL"));
                Map<String, String> expected = Map.of(
                        "value", SecondCount.ofType(type, part),
                        "events", Integer.toString(part.size()),
                        "fingerprint", second.fingerprint(part));
                Map<String, String> found = new TreeMap<>();
                expected.keySet()
                        .forEach(name -> found.put(name, answer.path(name).asText()));
                comparison =
                        comparison.plus(Comparison.of(other(type) + " of customers from " + first, expected, found));
            }
        }
        return comparison;
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
