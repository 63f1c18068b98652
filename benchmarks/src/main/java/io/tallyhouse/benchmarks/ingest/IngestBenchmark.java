package io.tallyhouse.benchmarks.ingest;

import io.tallyhouse.benchmarks.ingest.IngestSizes.Part;
import io.tallyhouse.benchmarks.ingest.RequestLoad.Order;
import io.tallyhouse.benchmarks.machine.Figures;
import io.tallyhouse.benchmarks.machine.House;
import io.tallyhouse.benchmarks.machine.PackagedService;
import io.tallyhouse.benchmarks.machine.PackagedService.Surroundings;
import io.tallyhouse.benchmarks.machine.Table;
import io.tallyhouse.benchmarks.machine.Workbench;
import io.tallyhouse.contracts.route.Service;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** HTTP ingest: batches and single events, through the gateway and not, beside Kafka's own producer benchmark. */
public final class IngestBenchmark {
    private static final String INGEST = Service.INGEST.moduleName();
    private static final String EVENTS_PATH = "/v1/events";
    private static final String EMPTY_PATH = "/internal/empty-requests";
    private static final String ACCESS_KEY = "Authorization: Bearer ";
    private static final String SERVICE_SECRET = "X-Tallyhouse-Service-Secret: ";
    private static final String TOPIC = "usage-events";
    private static final int BATCH = 100;
    private static final int MILLION = 1_000_000;
    private static final int SAMPLE = 10_000;

    private final Workbench bench;
    private final IngestSizes sizes;
    private final House house;
    private final Path logs;
    private final Load load;
    private final Table table = new Table(
            "Ingest",
            "what",
            "per second",
            "share of Kafka's tool",
            "service, CPU-s per million",
            "broker",
            "PostgreSQL",
            "cost beside Kafka's tool",
            "p50 ms",
            "p99 ms");
    private long nextNumber;

    private IngestBenchmark(Workbench bench, IngestSizes sizes, House house) {
        this.bench = bench;
        this.sizes = sizes;
        this.house = house;
        this.logs = bench.emptyFolder("ingest-logs");
        this.load = new Load(bench, house, logs.resolve("sender.log"));
    }

    /** The limit that rows stand beside. */
    private record Limit(long perSecond, BigDecimal cpuPerMillion) {}

    public static Table run(Workbench bench, IngestSizes sizes) {
        bench.say("ingest: starting a stack");
        House house = House.start(bench, "ingest");
        try {
            return new IngestBenchmark(bench, sizes, house).measure();
        } finally {
            house.stop();
        }
    }

    private Table measure() {
        hold();
        Served stack = new Served(
                house.stack().service(INGEST).port(),
                house.stack().service(INGEST).pid());
        Optional<Load.Outcome> small = part(Part.STACK, "as the stack runs it", stack, batches(stack.port()));
        Optional<Load.Outcome> gateway = part(
                Part.GATEWAY,
                "through the gateway",
                stack,
                batches(house.stack().gateway().getPort()));
        load("some events for Kafka's own benchmark", stack, batches(stack.port(), SAMPLE, SAMPLE));
        Limit limit = producer();
        small.ifPresent(
                outcome -> row("POST of 100, ingest-service as the stack runs it", outcome, sizes.events, limit));
        gateway.ifPresent(outcome -> row("the same through the gateway", outcome, sizes.events, limit));
        if (sizes.parts.contains(Part.SERVER) || sizes.parts.contains(Part.SINGLES)) {
            serve(limit);
        }
        return table.remark(
                "The meter was held, the archive was not: CPU-s go on until all is archived, too. The cost beside Kafka's"
                        + " tool is that of service and broker; the sender had a JVM of its own on the same cores.");
    }

    private Optional<Load.Outcome> part(Part part, String what, Served served, Order order) {
        return sizes.parts.contains(part) ? Optional.of(load(what, served, order)) : Optional.empty();
    }

    private void serve(Limit limit) {
        withServer(served -> {
            part(Part.SERVER, "batches of 100, a server's JVM", served, batches(served.port()))
                    .ifPresent(outcome -> {
                        row("POST of 100, ingest-service as a server runs it", outcome, sizes.events, limit);
                        judgeBatches(outcome, limit);
                    });
            part(Part.SINGLES, "single events, a server's JVM", served, singles(served.port()))
                    .ifPresent(outcome -> singles(served, outcome, limit));
        });
    }

    private void singles(Served served, Load.Outcome events, Limit limit) {
        Load.Outcome empty = load("the empty endpoint, a server's JVM", served, emptyRequests(served.port()));
        row("POST of one event, as a server runs it", events, sizes.singleEvents, limit);
        row("the same POST to an empty endpoint", empty, sizes.singleEvents, limit);
        long share = Math.round(100f
                * Figures.perSecond(sizes.singleEvents, events.took())
                / Figures.perSecond(sizes.singleEvents, empty.took()));
        table.remark("Target: POSTs of one event ≥ 60 % of requests to an empty REST endpoint: " + share + " %, "
                + (share >= 60 ? "reached." : "not reached."));
    }

    private void judgeBatches(Load.Outcome server, Limit limit) {
        long share = Math.round(100f * Figures.perSecond(sizes.events, server.took()) / limit.perSecond());
        long rate = Figures.perSecond(sizes.events, server.took());
        table.remark("Target ≥ 50 % of Kafka's tool: as a server " + share + " %, "
                + (share >= 50 ? "reached." : "not reached."));
        table.remark("Target ≥ 100,000 events/s on two cores: " + Figures.whole(rate) + ", "
                + (rate >= 100_000 ? "reached." : "not reached."));
    }

    private record Served(int port, long pid) {}

    private void hold() {
        int port = house.stack().service(Service.METRICS.moduleName()).port();
        PackagedService.meter(port, house.stack().serviceSecret(), true);
    }

    private Order batches(int port) {
        return batches(port, sizes.warmUpEvents, sizes.events);
    }

    private Order batches(int port, int warmUpEvents, int events) {
        long first = numbers((long) warmUpEvents + events);
        return new Order(
                port,
                ACCESS_KEY + house.accessKey(),
                EVENTS_PATH,
                BATCH,
                sizes.connections,
                warmUpEvents / BATCH,
                events / BATCH,
                first);
    }

    private Order singles(int port) {
        return singles(port, EVENTS_PATH, ACCESS_KEY + house.accessKey());
    }

    private Order emptyRequests(int port) {
        return singles(port, EMPTY_PATH, SERVICE_SECRET + house.stack().serviceSecret());
    }

    private Order singles(int port, String path, String credential) {
        int requests = sizes.singleEvents;
        return new Order(
                port, credential, path, 1, sizes.singleConnections, requests, requests, numbers(2L * requests));
    }

    private long numbers(long count) {
        long first = nextNumber;
        nextNumber += count;
        return first;
    }

    private Load.Outcome load(String what, Served served, Order order) {
        bench.say("ingest: " + what);
        return load.run(order, served.pid());
    }

    private Limit producer() {
        bench.say("ingest: Kafka's producer benchmark");
        ProducerLimit.Outcome tool = ProducerLimit.run(
                bench,
                house.stack().kafkaBootstrapServers(),
                house.broker().sample(TOPIC, SAMPLE),
                sizes.producerRecords);
        BigDecimal client = Figures.cpuSecondsPer(MILLION, tool.producer(), sizes.producerRecords);
        BigDecimal broker = Figures.cpuSecondsPer(MILLION, tool.broker(), sizes.producerRecords);
        table.row(
                "**Kafka's ProducerPerformance**, records of " + tool.recordBytes()
                        + " bytes as the service writes them",
                Figures.whole(tool.recordsPerSecond()),
                "100 %",
                client + " (its own)",
                broker,
                Figures.NONE,
                "1.0 ×",
                Figures.NONE,
                Figures.NONE);
        return new Limit(tool.recordsPerSecond(), client.add(broker));
    }

    /** The same broker and database; the stack's own ingest-service stops for it. */
    private void withServer(Consumer<Served> measured) {
        bench.say("ingest: the stack's ingest-service gives way to one with a server's JVM");
        house.stack().service(INGEST).stop();
        Surroundings around = new Surroundings(
                house.stack().kafkaBootstrapServers(),
                house.postgres().database("ingest"),
                house.stack().serviceSecret(),
                // the machine is measured, not the rate that one tenant may have
                Map.of("tallyhouse.intake.rate.events-per-second", "0"));
        PackagedService service = PackagedService.start(bench, INGEST, around, logs.resolve("ingest-service.log"));
        try {
            measured.accept(new Served(service.port(), service.pid()));
        } finally {
            bench.done(service);
        }
    }

    private void row(String what, Load.Outcome outcome, int count, Limit limit) {
        long rate = Figures.perSecond(count, outcome.took());
        BigDecimal service = Figures.cpuSecondsPer(MILLION, outcome.service(), count);
        BigDecimal broker = Figures.cpuSecondsPer(MILLION, outcome.broker(), count);
        String again = outcome.refused() == 0 ? "" : " (" + outcome.refused() + " asked to come again)";
        table.row(
                what + again,
                Figures.whole(rate),
                Figures.percent(rate, limit.perSecond()),
                service,
                broker,
                Figures.cpuSecondsPer(MILLION, outcome.postgres(), count),
                Figures.times(service.add(broker), limit.cpuPerMillion()),
                millis(outcome.median()),
                millis(outcome.slowest1Percent()));
    }

    private static BigDecimal millis(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos() / 100_000, 1);
    }
}
