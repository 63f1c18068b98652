package io.tallyhouse.benchmarks.query;

import io.tallyhouse.backing.PostgresDatabase;
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
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** A month of windows of many customers, with an event in each of a day's 96 slots, in metrics-service's copy. */
final class StoredMonth {
    /** Counts, sums by four models, and ranks the sums of slots. */
    static final List<String> METRICS = List.of("requests", "tokens", "peak");

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
    private long rows;

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
        PostgresDatabase database = house.postgres().database("metrics");
        try (Connection connection =
                DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            copy(connection, METRICS.get(0), List.of(GroupKey.NONE), shapes());
            copy(
                    connection,
                    METRICS.get(1),
                    MODELS.stream().map(StoredMonth::group).toList(),
                    shapes());
            copy(connection, METRICS.get(2), List.of(GroupKey.NONE), shapes());
        } catch (SQLException e) {
            throw new IllegalStateException("windows cannot be stored", e);
        }
        house.postgres().execute("metrics", "VACUUM ANALYZE metric_windows");
        return rows;
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

    private static GroupKey group(String model) {
        return GroupKey.of(List.of(model));
    }

    /** A key is no part of what is stored beside it, so that a few days' slots are enough for all. */
    private List<String> shapes() {
        List<String> shapes = new ArrayList<>();
        for (int shape = 0; shape < SHAPES; shape++) {
            TreeMap<Integer, Slot> slots = new TreeMap<>();
            for (int slot = 0; slot < SLOTS; slot++) {
                Total total = new Total(BigDecimal.valueOf(20L + random.nextInt(8_000)));
                slots.put(slot, Slot.ofEvent(new Fingerprint(random.nextLong(), random.nextLong()), total));
            }
            WindowKey key = new WindowKey(TENANT, "any", new MetricId("any"), 1, GroupKey.NONE, "", FIRST);
            byte[] body = WindowRecordCodec.writeValue(
                    new MetricWindow(key, SlotForm.TOTAL, 24 * 60 / SLOTS, new Revision(1, 1), slots));
            shapes.add("\\\\x" + HexFormat.of().formatHex(body));
        }
        return shapes;
    }

    private void copy(Connection connection, String metric, List<GroupKey> groups, List<String> shapes)
            throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY metric_windows (tenant, metric_id, metric_version, subject, day, group_key, member,"
                        + " generation, counter, body) FROM STDIN");
        for (int customer = 0; customer < customers; customer++) {
            StringBuilder lines = new StringBuilder();
            for (int day = 0; day < DAYS; day++) {
                for (GroupKey group : groups) {
                    lines.append(String.join(
                                    "\t",
                                    TENANT.value(),
                                    metric,
                                    "1",
                                    "c" + customer,
                                    FIRST.plusDays(day).toString(),
                                    group.encoded().replace("\\", "\\\\"),
                                    "",
                                    "1",
                                    "1",
                                    shapes.get(random.nextInt(SHAPES))))
                            .append('\n');
                    rows++;
                }
            }
            byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
        }
        copy.endCopy();
    }
}
