package io.tallyhouse.metrics.meter;

import static io.tallyhouse.metrics.meter.Usage.filtered;
import static io.tallyhouse.metrics.meter.Usage.grouped;
import static io.tallyhouse.metrics.meter.Usage.metric;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.BooleanValue;
import io.tallyhouse.contracts.data.DataValue.NullValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.data.DataValue.TextValue;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.metric.PropertyFilter;
import io.tallyhouse.contracts.metric.PropertyFilter.Operator;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventQuarantined;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Proration;
import io.tallyhouse.kernel.aggregation.ResultOptions;
import io.tallyhouse.kernel.id.MetricId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Random logs with few identities, slots and values, so that all rules meet often. The same seed, the same log. */
public final class Timelines {
    private static final Instant START = Instant.parse("2026-10-04T23:40:00Z");
    private static final ResultOptions MEDIAN =
            new ResultOptions(Optional.of(new BigDecimal("50")), false, Optional.empty(), Optional.empty());
    private static final ResultOptions BY_SECONDS =
            new ResultOptions(Optional.empty(), true, Optional.of(Proration.SECONDS), Optional.empty());
    private static final List<MetricDefinition> METRICS = List.of(
            metric(Aggregation.COUNT),
            metric(Aggregation.SUM),
            metric(Aggregation.MAX),
            metric(Aggregation.MIN),
            metric(Aggregation.LATEST),
            metric(Aggregation.COUNT, 2),
            grouped(metric(Aggregation.MAX, 2), "model"),
            filtered(grouped(metric(Aggregation.SUM, 2), "model", "cached"), "model", "m1", "3"),
            metric(Aggregation.AVG),
            metric(Aggregation.WEIGHTED_SUM),
            grouped(metric(Aggregation.GAUGE), "cached"),
            of(Aggregation.PERCENTILE, MEDIAN, Optional.empty()),
            of(Aggregation.UNIQUE, ResultOptions.NONE, Optional.empty()),
            of(Aggregation.UNIQUE, ResultOptions.NONE, Optional.of("operation")),
            of(Aggregation.SUM, BY_SECONDS, Optional.empty()));

    private final Random random;
    private final int subjects;
    private final int ids;
    private final List<UsageEvent> sent = new ArrayList<>();

    /** @param ids of each subject and source */
    Timelines(Random random, int subjects, int ids) {
        this.random = random;
        this.subjects = subjects;
        this.ids = ids;
    }

    /** Slots of five minutes, grouped by model; without what the model m2 sent. Members are users. */
    private static MetricDefinition of(
            Aggregation aggregation, ResultOptions options, Optional<String> operationProperty) {
        return new MetricDefinition(
                Usage.TENANT,
                new MetricId(aggregation + "-of-models" + operationProperty.orElse("")),
                1,
                Usage.TYPE,
                aggregation,
                Optional.of(aggregation == Aggregation.UNIQUE ? "user" : "n"),
                Optional.empty(),
                List.of(new PropertyFilter("model", Operator.NOT_IN, List.of("m2"))),
                List.of(),
                List.of("model"),
                5,
                options,
                operationProperty);
    }

    /** Metric versions start anywhere in the log. */
    public static List<UsageRecord> mixed(long seed, int length) {
        Timelines timelines = new Timelines(new Random(seed), 2, 4);
        List<UsageRecord> log = new ArrayList<>(List.of(timelines.start()));
        while (log.size() < length) {
            log.add(timelines.random.nextInt(6) == 0 ? timelines.start() : timelines.ofIdentity());
        }
        return log;
    }

    /** Every metric version starts before the first event. */
    public static List<UsageRecord> startedFirst(long seed, int length) {
        Timelines timelines = new Timelines(new Random(seed), 2, 4);
        List<UsageRecord> log = new ArrayList<>();
        METRICS.forEach(metric -> log.add(new MetricStart(metric)));
        while (log.size() < length) {
            log.add(timelines.ofIdentity());
        }
        return log;
    }

    /** As {@link #startedFirst}, without the starts and with many subjects and identities: about each second is new. */
    public static List<UsageRecord> wide(long seed, int length) {
        Timelines timelines = new Timelines(new Random(seed), 40, length / 40);
        List<UsageRecord> log = new ArrayList<>();
        while (log.size() < length) {
            log.add(timelines.counted());
        }
        return log;
    }

    public static List<MetricDefinition> metrics() {
        return METRICS;
    }

    private MetricStart start() {
        return new MetricStart(METRICS.get(random.nextInt(METRICS.size())));
    }

    /** Some record about some identity. */
    UsageRecord ofIdentity() {
        return random.nextInt(12) == 0 ? new EventQuarantined(event(identity()), "old") : counted();
    }

    private UsageRecord counted() {
        EventIdentity identity = identity();
        return switch (random.nextInt(7)) {
            case 0 -> new EventVoid(identity, accepted());
            case 1 -> new EventRestore(identity, accepted());
            default -> event(identity);
        };
    }

    private EventIdentity identity() {
        return new EventIdentity(
                Usage.TENANT,
                "s" + random.nextInt(subjects),
                random.nextInt(4) == 0 ? "b" : "",
                "e" + random.nextInt(ids));
    }

    private UsageEvent event(EventIdentity identity) {
        UsageEvent event = sent.isEmpty() || random.nextInt(4) > 0 ? newEvent(identity) : sentBefore();
        sent.add(event);
        return event;
    }

    /** Some event again, accepted at another time, now and then with another revision or without its time. */
    private UsageEvent sentBefore() {
        UsageEvent event = sent.get(random.nextInt(sent.size()));
        return new UsageEvent(
                event.identity(),
                event.type(),
                random.nextInt(4) > 0 ? event.time() : Optional.empty(),
                accepted(),
                event.data(),
                random.nextBoolean() ? event.revision() : revision(),
                Optional.empty());
    }

    private UsageEvent newEvent(EventIdentity identity) {
        TreeMap<String, DataValue> data = new TreeMap<>();
        put(data, "n", number());
        put(data, "model", List.of(new TextValue("m1"), new NumberValue("3.0"), new NullValue(), new TextValue("m2")));
        put(data, "cached", List.of(new BooleanValue(true), new BooleanValue(false)));
        put(data, "user", List.of(new TextValue("ann"), new TextValue("bob"), new NumberValue("7"), new NullValue()));
        put(data, "operation", List.of(new TextValue("add"), new TextValue("remove"), new TextValue("keep")));
        Optional<String> time = switch (random.nextInt(3)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(accepted().toString());
            default -> Optional.of(accepted().toString().replace("Z", "+02:00"));
        };
        String type = random.nextInt(10) == 0 ? "other" : Usage.TYPE;
        return new UsageEvent(identity, type, time, accepted(), data, revision(), Optional.empty());
    }

    private Optional<Long> revision() {
        return random.nextInt(4) == 0 ? Optional.of((long) random.nextInt(4)) : Optional.empty();
    }

    private List<DataValue> number() {
        return List.of(
                new NumberValue(Integer.toString(random.nextInt(3))),
                new NumberValue("-1.50"),
                new TextValue("2.25"),
                new TextValue("none"));
    }

    private void put(TreeMap<String, DataValue> data, String key, List<? extends DataValue> choices) {
        int choice = random.nextInt(choices.size() + 1);
        if (choice < choices.size()) {
            data.put(key, choices.get(choice));
        }
    }

    private Instant accepted() {
        Instant minute = START.plus(Duration.ofMinutes(random.nextInt(6) * 10L));
        return random.nextInt(3) == 0 ? minute.plusNanos(random.nextInt(1_000) * 123_456_789L) : minute;
    }
}
