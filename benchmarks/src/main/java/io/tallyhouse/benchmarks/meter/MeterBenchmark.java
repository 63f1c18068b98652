package io.tallyhouse.benchmarks.meter;

import io.tallyhouse.backing.EmbeddedKafka;
import io.tallyhouse.backing.KafkaTopics;
import io.tallyhouse.backing.LocalPostgres;
import io.tallyhouse.backing.TopicSpec;
import io.tallyhouse.benchmarks.machine.BrokerProbe;
import io.tallyhouse.benchmarks.machine.ChildJvm;
import io.tallyhouse.benchmarks.machine.Figures;
import io.tallyhouse.benchmarks.machine.PackagedService;
import io.tallyhouse.benchmarks.machine.PackagedService.Surroundings;
import io.tallyhouse.benchmarks.machine.PostgresProbe;
import io.tallyhouse.benchmarks.machine.ProcessMemory;
import io.tallyhouse.benchmarks.machine.Table;
import io.tallyhouse.benchmarks.machine.Workbench;
import io.tallyhouse.contracts.topic.Topics;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** metrics-service on a full topic, beside readers of the same topic; then whether its totals are exact. */
public final class MeterBenchmark {
    private static final int MILLION = 1_000_000;
    private static final String SECRET = "benchmark-secret-of-no-worth";
    private static final String STATE = "meter/state";
    private static final String IDENTITIES_CHANGELOG = "-identities-changelog";
    private static final int MEMORY_DAYS = 35;
    private static final String WINDOWS_CHANGELOG = "-windows-changelog";
    private static final Pattern READ = Pattern.compile("read (\\d+) (\\d+) \\d+");
    private static final Pattern CPU = Pattern.compile("cpu (\\d+)");
    /** start, end, MB, MB/s, messages, messages/s, rebalance ms, fetch ms, fetch MB/s, fetch messages/s. */
    private static final Pattern TOOL = Pattern.compile("[^,]+, [^,]+, [\\d.]+, [\\d.]+, (\\d+), ([\\d.]+), .*");

    private final Workbench bench;
    private final MeterSizes sizes;
    private final String bootstrapServers;
    private final Path logs;
    private final Table table =
            new Table("Meter", "what", "events/s", "CPU-s per million", "× poll + parse", "broker, CPU-s per million");

    private MeterBenchmark(Workbench bench, MeterSizes sizes, String bootstrapServers) {
        this.bench = bench;
        this.sizes = sizes;
        this.bootstrapServers = bootstrapServers;
        this.logs = bench.emptyFolder("meter-logs");
    }

    public static Table run(Workbench bench, MeterSizes sizes) {
        bench.say("meter: starting Kafka and PostgreSQL");
        Path folder = bench.emptyFolder("meter");
        LocalPostgres postgres = bench.keep(LocalPostgres.start(LocalPostgres.Settings.in(folder.resolve("postgres"))));
        EmbeddedKafka kafka = bench.keep(EmbeddedKafka.start(EmbeddedKafka.Settings.in(folder.resolve("kafka"))));
        BrokerProbe broker = bench.keep(new BrokerProbe(kafka.bootstrapServers()));
        try {
            KafkaTopics.ensure(kafka.bootstrapServers(), topics(sizes));
            PostgresProbe tables = PostgresProbe.of(folder.resolve("postgres"));
            tables.createDatabase("metrics");
            return new MeterBenchmark(bench, sizes, kafka.bootstrapServers()).measure(tables, broker);
        } finally {
            bench.done(broker);
            bench.done(kafka);
            bench.done(postgres);
        }
    }

    /**
     * Spread over days, the times of appending are the load's. Weeks pass in a minute then, and a topic that begins a new
     * file each hour would do nothing else.
     */
    private static List<TopicSpec> topics(MeterSizes sizes) {
        if (sizes.days == 0) {
            return topics(sizes.partitions);
        }
        Map<String, Map<String, String>> own = Map.of(
                FilledTopic.NAME,
                Map.of("message.timestamp.type", "CreateTime", "retention.ms", "-1"),
                Topics.METRIC_WINDOWS,
                Map.of("cleanup.policy", "compact"));
        return topics(sizes.partitions).stream()
                .map(topic ->
                        new TopicSpec(topic.name(), topic.partitions(), own.getOrDefault(topic.name(), topic.config())))
                .toList();
    }

    static List<TopicSpec> topics(int partitions) {
        return Stream.concat(
                        Topics.metered().stream().map(plan -> new TopicSpec(plan.name(), partitions, plan.config())),
                        Topics.unmetered().stream().map(plan -> new TopicSpec(plan.name(), 1, plan.config())))
                .toList();
    }

    private Table measure(PostgresProbe tables, BrokerProbe broker) {
        Surroundings around = new Surroundings(
                bootstrapServers,
                tables.database("metrics"),
                SECRET,
                Map.of(
                        "tallyhouse.meter.state-directory",
                        bench.emptyFolder(STATE).toString()));
        count(around, tables, broker);
        restore(around);
        return table;
    }

    private void count(Surroundings around, PostgresProbe tables, BrokerProbe broker) {
        Optional<PublishedTotals> published = Optional.empty();
        bench.say("meter: starting metrics-service, and holding its meter");
        PackagedService service =
                PackagedService.start(bench, "metrics-service", around, logs.resolve("metrics-service.log"));
        try {
            service.holdMeter();
            bench.say("meter: filling the topic with " + Figures.whole(sizes.events) + " events");
            MeteredEvents load = load();
            long eventBytes = FilledTopic.fill(bootstrapServers, sizes.partitions, load, this::appended);
            BigDecimal limit = limits(eventBytes);
            bench.say("meter: letting the meter go");
            MeterRun run = MeterRun.watch(broker, service, tables, bench);
            rows(run, limit);
            published = Optional.of(check(load, broker));
            table.remark("Memory of the service: at most " + ProcessMemory.peakMebibytes(service.pid())
                    + " MiB resident, with a heap of 1,024.");
        } finally {
            bench.done(service);
        }
        tellSizes(broker, published.orElseThrow());
    }

    private MeteredEvents load() {
        int recent = sizes.days == 0
                ? sizes.events
                : Math.max(1, (int) ((long) sizes.events * Math.min(sizes.days, MEMORY_DAYS / 2) / sizes.days));
        return new MeteredEvents(sizes.events, sizes.customers, recent);
    }

    private long appended(long event) {
        long now = System.currentTimeMillis();
        long span = Duration.ofDays(sizes.days).toMillis();
        return sizes.days == 0 ? now : now - span + span / sizes.events * event;
    }

    /** After the meter has ended, so that all is on disk. */
    private void tellSizes(BrokerProbe broker, PublishedTotals published) {
        StoredState stored = StoredState.in(bench.folder(STATE));
        table.remark("An identity: " + per(broker.bytes(IDENTITIES_CHANGELOG), sizes.events)
                + " bytes of changelog an event (target ≤ 48), " + per(stored.identityBytes(), stored.rows())
                + " on disk, of which " + per(stored.heapBytes(), stored.rows()) + " are on the heap, too. "
                + Figures.whole(stored.rows()) + " of " + stored.days() + " days are known.");
        table.remark("A window: " + per(published.slots(), published.windows()) + " filled slots, "
                + per(published.bytes(), published.windows()) + " bytes in metric-windows as it was published last ("
                + per(published.bytes(), published.slots()) + " a filled slot), "
                + per(stored.windowBytes(), published.windows()) + " in the store ("
                + per(stored.windowBytes(), published.slots()) + " a filled slot). "
                + Figures.whole(published.windows()) + " windows, published "
                + per(published.records(), published.windows()) + " times each: not yet compacted, "
                + per(broker.bytes(Topics.METRIC_WINDOWS), sizes.events) + " bytes of metric-windows an event and "
                + per(broker.bytes(WINDOWS_CHANGELOG), sizes.events) + " of their changelog.");
    }

    private static BigDecimal per(long sum, long count) {
        return BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(Math.max(1, count)), 1, RoundingMode.HALF_UP);
    }

    /** With nothing on disk: from the moment that its partitions are given to it until it goes on counting. */
    private void restore(Surroundings around) {
        bench.say("meter: restoring its stores from their changelogs");
        bench.emptyFolder(STATE);
        Path log = logs.resolve("metrics-service-restored.log");
        PackagedService service = PackagedService.start(bench, "metrics-service", around, log);
        try {
            Duration took = MeterLog.between(log, "REBALANCING", "RUNNING");
            table.remark("Restored without any state on disk: " + Figures.whole(sizes.events)
                    + " events' identities and all windows in " + took.toMillis() + " ms, "
                    + Figures.whole(Figures.perSecond(sizes.events, took))
                    + " a second (repeated events, about 1 %, included); target ≥ 500,000.");
        } finally {
            bench.done(service);
        }
    }

    private BigDecimal limits(long eventBytes) {
        bench.say("meter: Kafka's consumer benchmark");
        ChildJvm tool = reader(
                "tool",
                "--bootstrap-server",
                bootstrapServers,
                "--topic",
                FilledTopic.NAME,
                "--messages",
                Integer.toString(sizes.events),
                "--hide-header");
        Matcher said = tool.await(TOOL);
        Duration spent = Duration.ofNanos(Long.parseLong(tool.await(CPU).group(1)));
        bench.done(tool);
        String rate = Figures.whole(new BigDecimal(said.group(2)).longValue());
        table.row(
                "**Kafka's ConsumerPerformance** (starts cold), records of " + eventBytes + " bytes",
                rate,
                Figures.cpuSecondsPer(MILLION, spent, sizes.events),
                Figures.NONE,
                Figures.NONE);
        bench.say("meter: reading without counting");
        pass("poll", "plain consumer, nothing else (second pass)");
        return pass("parse", "**poll + parse** (second pass)");
    }

    private ChildJvm reader(String what, String... more) {
        List<String> arguments = new ArrayList<>(List.of(what, bootstrapServers, Integer.toString(sizes.partitions)));
        arguments.addAll(List.of(more));
        return bench.keep(ChildJvm.start(TopicReader.class, arguments, logs.resolve("reader.log")));
    }

    private BigDecimal pass(String what, String title) {
        ChildJvm reader = reader(what);
        reader.await(READ);
        Matcher warm = reader.await(READ);
        bench.done(reader);
        BigDecimal cost = Figures.cpuSecondsPer(MILLION, Duration.ofNanos(Long.parseLong(warm.group(2))), sizes.events);
        long rate = Figures.perSecond(sizes.events, Duration.ofNanos(Long.parseLong(warm.group(1))));
        table.row(title, Figures.whole(rate), cost, what.equals("parse") ? "1.0 ×" : Figures.NONE, Figures.NONE);
        return cost;
    }

    private void rows(MeterRun run, BigDecimal limit) {
        row("meter, whole run", run.whole(), run.whole().meter(), limit);
        row("meter, first half", run.firstHalf(), run.firstHalf().meter(), limit);
        row("**meter, second half**", run.secondHalf(), run.secondHalf().meter(), limit);
        row(
                "the same with the copy of its windows in PostgreSQL",
                run.secondHalf(),
                run.secondHalf().service(),
                limit);
        if (run.secondHalf().events() == 0) {
            table.remark("All was committed at once: too few events to tell the halves apart.");
            return;
        }
        BigDecimal warm = Figures.cpuSecondsPer(
                MILLION, run.secondHalf().meter(), run.secondHalf().events());
        boolean reached = warm.compareTo(new BigDecimal("4.5")) <= 0
                && warm.compareTo(limit.multiply(BigDecimal.valueOf(7))) <= 0;
        table.remark("Target ≤ 4.5 CPU-s per million warm and ≤ 7 × poll + parse: " + warm + " and "
                + Figures.times(warm, limit) + ", " + (reached ? "reached." : "not reached."));
        table.remark(
                "The meter's CPU-s are those of the service but for the threads that copy windows to PostgreSQL and"
                        + " answer requests: streams, producer, stores, and all collection and JIT. PostgreSQL itself spent "
                        + Figures.cpuSecondsPer(MILLION, run.postgres(), sizes.events) + " CPU-s per million.");
    }

    private void row(String what, MeterRun.Part part, Duration spent, BigDecimal limit) {
        BigDecimal cost = Figures.cpuSecondsPer(MILLION, spent, part.events());
        table.row(
                what,
                Figures.whole(Figures.perSecond(part.events(), part.took())),
                cost,
                Figures.times(cost, limit),
                Figures.cpuSecondsPer(MILLION, part.broker(), part.events()));
    }

    private PublishedTotals check(MeteredEvents load, BrokerProbe broker) {
        bench.say("meter: comparing totals");
        Totals expected = new Totals(sizes.customers);
        load.forEach(expected);
        PublishedTotals published =
                PublishedTotals.read(bootstrapServers, broker.partitions(Topics.METRIC_WINDOWS), sizes.customers);
        long differences = expected.differences(published.totals());
        table.remark("Totals beside the generator's, slot by slot: "
                + (differences == 0 ? "exact" : "**" + Figures.whole(differences) + " slots differ**") + ", "
                + Figures.whole(expected.filledSlots()) + " slots of " + Figures.whole(sizes.customers)
                + " customers.");
        return published;
    }
}
