package io.tallyhouse.benchmarks.query;

import io.tallyhouse.benchmarks.machine.House;
import io.tallyhouse.benchmarks.machine.Waiting;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.window.Revision;
import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.contracts.window.WindowRecordCodec;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.aggregation.SlotValue.Total;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** A month of windows of many customers, with an event in each of a day's 96 slots, in metrics-service's copy. */
final class StoredMonth {
    /** Counts, sums by four models, and ranks the sums of slots. */
    static final List<String> METRICS = List.of("requests", "tokens", "peak");

    private static final String DATABASE = "metrics";
    private static final TenantId TENANT = new TenantId("benchmark");
    private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);
    private static final int DAYS = 31;
    private static final int SLOTS = 96;
    private static final int SHAPES = 32;
    private static final List<String> MODELS = List.of("m1-small", "m1-large", "m2-code", "m3-reasoning");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final House house;
    private final int customers;
    private final Random random = new Random(20_261_120);

    StoredMonth(House house, int customers) {
        this.house = house;
        this.customers = customers;
    }

    /** First and last day, as a query names them. */
    static String days() {
        return "from=" + FIRST + "&to=" + FIRST.plusDays(DAYS - 1);
    }

    /** Answers how many windows there are now. */
    long store() {
        createMetrics();
        for (int customer = 0; customer < customers; customer++) {
            house.api().postOk("/v1/customers", """
                    {"id":"c%d","legalName":"Customer %d","currency":"USD","timeZone":"UTC","country":"US"}""".formatted(customer, customer));
        }
        storeShapes();
        storeWindows(METRICS.get(0), GroupKey.NONE);
        MODELS.forEach(model -> storeWindows(METRICS.get(1), GroupKey.of(List.of(model))));
        storeWindows(METRICS.get(2), GroupKey.NONE);
        execute("VACUUM ANALYZE metric_windows");
        return house.postgres().number(DATABASE, "SELECT count(*) FROM metric_windows");
    }

    private void execute(String sql) {
        house.postgres().execute(DATABASE, sql);
    }

    private void createMetrics() {
        house.api().postOk("/v1/metrics", """
                {"id":"requests","name":"Requests","eventType":"llm.request","aggregation":"COUNT"}""");
        house.api().postOk("/v1/metrics", """
                {"id":"tokens","name":"Tokens","eventType":"llm.request","aggregation":"SUM","property":"context_tokens",
                 "groupBy":["model"]}""");
        house.api().postOk("/v1/metrics", """
                {"id":"peak","name":"Peak","eventType":"llm.request","aggregation":"PERCENTILE","property":"latency_ms",
                 "percentile":"95"}""");
        Waiting.until(
                "the metrics",
                PATIENCE,
                () -> METRICS.stream()
                        .allMatch(metric -> house.api()
                                .getOk("/v1/metrics/" + metric)
                                .path("state")
                                .asText()
                                .equals("READY")));
    }

    /** A key is no part of what is stored beside it, so that a few days' slots are enough for all. */
    private void storeShapes() {
        execute("CREATE UNLOGGED TABLE shapes (number integer PRIMARY KEY, body bytea NOT NULL)");
        WindowKey key = new WindowKey(TENANT, "any", new MetricId("any"), 1, GroupKey.NONE, "", FIRST);
        for (int shape = 0; shape < SHAPES; shape++) {
            TreeMap<Integer, Slot> slots = new TreeMap<>();
            for (int slot = 0; slot < SLOTS; slot++) {
                Total total = new Total(BigDecimal.valueOf(20L + random.nextInt(8_000)));
                slots.put(slot, Slot.ofEvent(new Fingerprint(random.nextLong(), random.nextLong()), total));
            }
            byte[] body = WindowRecordCodec.writeValue(
                    new MetricWindow(key, SlotForm.TOTAL, 24 * 60 / SLOTS, new Revision(1, 1), slots));
            execute("INSERT INTO shapes VALUES (" + shape + ", decode('"
                    + HexFormat.of().formatHex(body) + "', 'hex'))");
        }
    }

    private void storeWindows(String metric, GroupKey group) {
        execute("""
                INSERT INTO metric_windows (tenant, metric_id, metric_version, subject, day, group_key, member, generation,
                    counter, body)
                SELECT '%s', '%s', 1, 'c' || customer, date '%s' + day, '%s', '', 1, 1, body
                FROM generate_series(0, %d) customer, generate_series(0, %d) day, shapes
                WHERE number = (customer * 7 + day + %d) %% %d""".formatted(
                TENANT, metric, FIRST, group.encoded(), customers - 1, DAYS - 1, random.nextInt(SHAPES), SHAPES));
    }
}
