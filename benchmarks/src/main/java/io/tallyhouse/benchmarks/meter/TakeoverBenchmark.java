package io.tallyhouse.benchmarks.meter;

import io.tallyhouse.backing.EmbeddedKafka;
import io.tallyhouse.backing.KafkaTopics;
import io.tallyhouse.backing.LocalPostgres;
import io.tallyhouse.benchmarks.machine.BrokerProbe;
import io.tallyhouse.benchmarks.machine.Figures;
import io.tallyhouse.benchmarks.machine.PackagedService;
import io.tallyhouse.benchmarks.machine.PackagedService.Surroundings;
import io.tallyhouse.benchmarks.machine.PostgresProbe;
import io.tallyhouse.benchmarks.machine.Table;
import io.tallyhouse.benchmarks.machine.Waiting;
import io.tallyhouse.benchmarks.machine.Workbench;
import io.tallyhouse.contracts.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * Two meters share the work, one is killed and stays dead: how long the partitions that it had are not heard of, without
 * and with a standby. From the kill to the next position that a reader of what is committed sees.
 */
public final class TakeoverBenchmark {
    private static final String GROUP = "tallyhouse-meter-1";
    private static final String SECRET = "benchmark-secret-of-no-worth";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration BEFORE_THE_KILL = Duration.ofSeconds(10);
    /** What the killed one had published may reach the reader a moment later; no other meter is as fast as this. */
    private static final Duration ITS_OWN = Duration.ofMillis(500);

    private static final Pattern PROCESS =
            Pattern.compile(".*\"processId\"\\s*:\\s*\"([0-9a-f-]+)\".*", Pattern.DOTALL);

    private final Workbench bench;
    private final TakeoverSizes sizes;
    private final Path folder;
    private final int standbys;

    private TakeoverBenchmark(Workbench bench, TakeoverSizes sizes, int standbys) {
        this.bench = bench;
        this.sizes = sizes;
        this.standbys = standbys;
        this.folder = bench.emptyFolder("takeover-" + standbys);
    }

    public static Table run(Workbench bench, TakeoverSizes sizes) {
        Table table = new Table(
                "Taking over from a meter killed by kill -9",
                "what",
                "its partitions",
                "pause of the slowest, s",
                "of the fastest, s",
                "totals");
        new TakeoverBenchmark(bench, sizes, 0).measure(table);
        new TakeoverBenchmark(bench, sizes, 1).measure(table);
        return table.remark("%s events counted before the kill, %s a second from then on; target with a standby < 5 s."
                .formatted(Figures.whole(sizes.events), Figures.whole(sizes.rate)));
    }

    private void measure(Table table) {
        bench.say("takeover: starting Kafka, PostgreSQL and two meters, each with " + standbys + " standbys");
        LocalPostgres postgres = bench.keep(LocalPostgres.start(LocalPostgres.Settings.in(folder.resolve("postgres"))));
        EmbeddedKafka kafka = bench.keep(EmbeddedKafka.start(EmbeddedKafka.Settings.in(folder.resolve("kafka"))));
        BrokerProbe broker = bench.keep(new BrokerProbe(kafka.bootstrapServers()));
        try {
            KafkaTopics.ensure(kafka.bootstrapServers(), MeterBenchmark.topics(TakeoverSizes.PARTITIONS));
            PostgresProbe tables = PostgresProbe.of(folder.resolve("postgres"));
            tables.createDatabase("metrics");
            Surroundings around =
                    new Surroundings(kafka.bootstrapServers(), tables.database("metrics"), SECRET, Map.of());
            PackagedService survivor = start(around, "survivor");
            PackagedService victim = start(around, "victim");
            measure(table, broker, around.bootstrapServers(), victim);
            bench.done(victim);
            bench.done(survivor);
        } finally {
            bench.done(broker);
            bench.done(kafka);
            bench.done(postgres);
        }
    }

    private PackagedService start(Surroundings around, String name) {
        Map<String, String> options = Map.of(
                "tallyhouse.meter.state-directory", folder.resolve(name).toString(),
                "tallyhouse.meter.standby-replicas", Integer.toString(standbys));
        Surroundings own = new Surroundings(around.bootstrapServers(), around.database(), around.secret(), options);
        return PackagedService.start(bench, "metrics-service", own, folder.resolve(name + ".log"));
    }

    private void measure(Table table, BrokerProbe broker, String bootstrapServers, PackagedService victim) {
        MeteredEvents load = new MeteredEvents(sizes.events + sizes.rate * sizes.seconds, TakeoverSizes.CUSTOMERS);
        AtomicLong started = new AtomicLong();
        CompletableFuture<Long> sending = CompletableFuture.supplyAsync(() ->
                FilledTopic.fill(bootstrapServers, TakeoverSizes.PARTITIONS, load, event -> pace(event, started)));
        bench.say("takeover: counting " + Figures.whole(sizes.events) + " events");
        Waiting.until(
                "the first events",
                PATIENCE,
                () -> started.get() > 0 && broker.committed(GROUP, FilledTopic.NAME) >= sizes.events);
        List<TopicPartition> windows = broker.partitions(Topics.METRIC_WINDOWS);
        PublishedPositions positions = bench.keep(new PublishedPositions(bootstrapServers, windows));
        Waiting.pause(BEFORE_THE_KILL);
        List<Integer> lost = broker.assigned(GROUP, processOf("victim"), FilledTopic.NAME).stream()
                .map(TopicPartition::partition)
                .toList();
        long killed = System.nanoTime();
        victim.kill();
        bench.say("takeover: kill -9 of the meter of " + lost.size() + " partitions");
        Waiting.until(
                "the other meter",
                PATIENCE,
                () -> lost.stream()
                        .allMatch(
                                partition -> next(positions, partition, killed).isPresent()));
        List<Duration> pauses = lost.stream()
                .flatMap(partition -> next(positions, partition, killed).stream())
                .map(moment -> Duration.ofNanos(moment - killed))
                .sorted()
                .toList();
        bench.say(
                "takeover: heard of all after " + pauses.get(pauses.size() - 1).toMillis() + " ms");
        sending.join();
        bench.done(positions);
        table.row(
                standbys == 0 ? "without a standby" : "**with one standby**",
                lost.size(),
                Figures.seconds(pauses.get(pauses.size() - 1)),
                Figures.seconds(pauses.get(0)),
                totals(load, broker, bootstrapServers, windows));
    }

    /** All at once up to the kill's preparation, then so many a second. */
    private long pace(long event, AtomicLong started) {
        if (event < sizes.events) {
            return System.currentTimeMillis();
        }
        started.compareAndSet(0, System.nanoTime());
        long due = started.get() + (event - sizes.events) * 1_000_000_000L / sizes.rate;
        long early = due - System.nanoTime();
        if (early > 1_000_000) {
            Waiting.pause(Duration.ofNanos(early));
        }
        return System.currentTimeMillis();
    }

    private static Optional<Long> next(PublishedPositions positions, int partition, long killed) {
        return positions.firstAfter(partition, killed + ITS_OWN.toNanos());
    }

    /** As Kafka Streams keeps it in the state folder; clients' ids have it in them. */
    private String processOf(String name) {
        Path file = folder.resolve(name).resolve(GROUP).resolve("kafka-streams-process-metadata");
        try {
            Matcher matcher = PROCESS.matcher(Files.readString(file));
            if (!matcher.matches()) {
                throw new IllegalStateException(file + " names no process");
            }
            return matcher.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String totals(
            MeteredEvents load, BrokerProbe broker, String bootstrapServers, List<TopicPartition> windows) {
        long end = broker.end(FilledTopic.NAME);
        Waiting.until("the last events", PATIENCE, () -> broker.committed(GROUP, FilledTopic.NAME) >= end);
        Totals expected = new Totals(TakeoverSizes.CUSTOMERS);
        load.forEach(expected);
        long differences = expected.differences(PublishedTotals.read(bootstrapServers, windows, TakeoverSizes.CUSTOMERS)
                .totals());
        return differences == 0 ? "exact" : "**" + Figures.whole(differences) + " slots differ**";
    }
}
