package io.tallyhouse.benchmarks.runs;

import io.tallyhouse.benchmarks.machine.House;
import io.tallyhouse.benchmarks.machine.Waiting;
import io.tallyhouse.stack.ApiClient;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** The benchmark's tenant: five prices, many customers with one schedule each, one event a day and customer. */
final class BilledTenant {
    /** An event fills a window of each of the three metrics. */
    static final int WINDOWS_PER_EVENT = 3;

    private static final int CALLERS = 8;
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final List<String> METRICS = List.of("requests", "context-tokens", "generated-tokens");

    private final ApiClient api;
    private final int schedules;

    BilledTenant(House house, int schedules) {
        this.api = house.api();
        this.schedules = schedules;
    }

    /** By the tenant's clock. */
    YearMonth month() {
        Instant now = Instant.parse(api.getOk("/v1/test-clock").path("now").asText());
        return YearMonth.from(now.atZone(ZoneOffset.UTC));
    }

    void createCatalogue() {
        api.postOk("/v1/metrics", """
                {"id":"requests","name":"Requests","eventType":"llm.request","aggregation":"COUNT"}""");
        api.postOk("/v1/metrics", """
                {"id":"context-tokens","name":"Context","eventType":"llm.request","aggregation":"SUM",\
                "property":"context_tokens","groupBy":["model"]}""");
        api.postOk("/v1/metrics", """
                {"id":"generated-tokens","name":"Generated","eventType":"llm.request","aggregation":"SUM",\
                "property":"generated_tokens"}""");
        api.postOk("/v1/products", "{\"id\":\"api\",\"name\":\"API\"}");
        price("flat", "", "{\"model\":\"FLAT\",\"amount\":\"49.00\"}");
        price("unit", METRICS.get(2), "{\"model\":\"UNIT\",\"unitPrice\":\"0.000015\"}");
        price("package", METRICS.get(0), "{\"model\":\"PACKAGE\",\"packageSize\":\"10\",\"packagePrice\":\"5.00\"}");
        String tiers =
                "\"tiers\":[{\"upTo\":\"1000\",\"unitPrice\":\"0.003\"},{\"upTo\":\"50000\",\"unitPrice\":\"0.002\"},"
                        + "{\"unitPrice\":\"0.001\",\"flatFee\":\"10\"}]";
        price("graduated", METRICS.get(1), "{\"model\":\"GRADUATED\"," + tiers + "}");
        price("volume", METRICS.get(1), "{\"model\":\"VOLUME\"," + tiers + "}");
        Waiting.until(
                "the metrics",
                PATIENCE,
                () -> METRICS.stream()
                        .allMatch(metric -> api.getOk("/v1/metrics/" + metric)
                                .path("state")
                                .asText()
                                .equals("READY")));
    }

    private void price(String id, String metric, String structure) {
        String counted = metric.isEmpty() ? "" : "\"metricId\":\"" + metric + "\",";
        api.postOk("/v1/prices", """
                {"id":"%s","productId":"api","name":"%s","currency":"USD","frequency":"MONTHLY","timing":"IN_ARREARS",%s\
                "structure":%s}""".formatted(id, id, counted, structure));
    }

    /** Customers with activated schedules from the first day of that month on, all in arrears. */
    void createSchedules(YearMonth first) {
        inParallel(schedules, customer -> () -> {
            api.postOk("/v1/customers", """
                    {"id":"c%d","legalName":"Customer %d","currency":"USD","timeZone":"UTC","country":"US"}""".formatted(customer, customer));
            api.postOk("/v1/schedules", """
                    {"id":"s%d","customerId":"c%d","startDate":"%s","billingDay":1,"currency":"USD","autoFinalise":false,\
                    "phases":[{"startDate":"%s","priceIds":["flat","unit","package","graduated","volume"]}]}""".formatted(customer, customer, first.atDay(1), first.atDay(1)));
            api.postOk("/v1/schedules/s" + customer + "/activate", "");
        });
    }

    /** One event of every customer on every day of the month; answers how many. */
    int sendUsage(YearMonth month) {
        List<String> events = new ArrayList<>();
        for (int day = 1; day <= month.lengthOfMonth(); day++) {
            for (int customer = 0; customer < schedules; customer++) {
                events.add(event(customer, month.atDay(day)));
            }
        }
        int batches = (events.size() + BATCH - 1) / BATCH;
        inParallel(batches, batch -> () -> {
            List<String> part = events.subList(batch * BATCH, Math.min(events.size(), (batch + 1) * BATCH));
            var answer = api.postOk("/v1/events", "[" + String.join(",", part) + "]");
            if (answer.path("accepted").asInt() != part.size()) {
                throw new IllegalStateException("events were refused, the first: "
                        + answer.path("errors").path(0));
            }
        });
        return events.size();
    }

    private static String event(int customer, LocalDate day) {
        return """
                {"id":"%s","type":"llm.request","subject":"c%d","time":"%sT0%d:30:00Z",\
                "data":{"model":"m%d","context_tokens":%d,"generated_tokens":%d}}""".formatted(
                        day, customer, day, customer % 10, customer % 4, 100 + customer % 5_000, 10 + customer % 900);
    }

    void setClock(Instant now) {
        api.postOk("/v1/test-clock", "{\"now\":\"" + now + "\"}");
    }

    /** Until every service has the clock's time, and nothing is due by it. */
    void awaitClock() {
        Waiting.until(
                "the clock",
                PATIENCE,
                () -> api.getOk("/v1/test-clock").path("status").asText().equals("READY"));
    }

    private static void inParallel(int count, IntFunction<Runnable> task) {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                running.add(callers.submit(task.apply(index)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            callers.shutdownNow();
        }
    }
}
