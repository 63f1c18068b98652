package io.tallyhouse.benchmarks.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyhouse.benchmarks.machine.House;
import io.tallyhouse.benchmarks.machine.Workbench;
import io.tallyhouse.benchmarks.proof.ProofCatalogue.Comparison;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.stack.ApiClient;
import io.tallyhouse.stack.Progress;
import io.tallyhouse.stack.ServiceProcess;
import io.tallyhouse.stack.StackException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the proof on a stack of its own; exit code 0 says that every number is the same to the unit. */
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        description =
                "Counts a large load with two meters while they are killed, and compares every number with a second"
                        + " way of counting.")
public final class ExactnessProof implements Callable<Integer> {
    private static final Duration READY_PATIENCE = Duration.ofSeconds(120);
    private static final Duration COUNTED_PATIENCE = Duration.ofMinutes(30);
    private static final long POLL_MILLIS = 500;
    private static final String TENANT = "benchmark";
    private static final String SECOND = "metrics-service-2";
    private static final int DIFFERENCES_TOLD = 20;

    @Option(names = "--events", description = "identities sent (default: ${DEFAULT-VALUE})")
    private int events = 2_000_000;

    @Option(names = "--customers", description = "whose they are (default: ${DEFAULT-VALUE})")
    private int customers = 200;

    @Option(names = "--kills", description = "kill -9 of a meter, at random moments (default: ${DEFAULT-VALUE})")
    private int kills = 3;

    @Option(names = "--seed", description = "of the load and of the kills (default: ${DEFAULT-VALUE})")
    private long seed = 20_270_301;

    @Option(names = "--home", description = "the folder of the built modules (default: this project)")
    private Path home = Path.of(System.getProperty("tallyhouse.home", "."));

    @Option(names = "--work", description = "folder for data and logs (default: ${DEFAULT-VALUE})")
    private Path work = Path.of("benchmarks/target");

    private ExactnessProof() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ExactnessProof()).execute(arguments));
    }

    @Override
    public Integer call() {
        Progress progress = Progress.to(System.out);
        try (Workbench bench = new Workbench(absolute(home), absolute(work).resolve("proof"), progress)) {
            bench.say("making a load of %,d events of %,d customers, seed %d".formatted(events, customers, seed));
            ProofLoad load = new ProofLoad(seed, events, customers);
            House house = House.start(bench, "stack");
            ApiClient api = house.api();
            ProofCatalogue.create(api);
            ServiceProcess first = house.stack().service(Service.METRICS.moduleName());
            ServiceProcess second = house.stack().startAnother(Service.METRICS, SECOND);
            bench.say("two meters run; %,d requests to make, repeats, corrections and voids among them"
                    .formatted(load.size()));
            sendWhileKilling(bench, api, load, List.of(first, second));
            Instant sent = InstantSource.system().instant();
            bench.say("all is accepted; waiting until all is counted");
            long differences = compare(bench, api, load, sent);
            bench.say(differences == 0 ? "EXACT: no number differs" : "NOT EXACT: " + differences + " numbers differ");
            return differences == 0 ? 0 : 1;
        }
    }

    private void sendWhileKilling(Workbench bench, ApiClient api, ProofLoad load, List<ServiceProcess> meters) {
        Random random = new Random(seed);
        List<Integer> moments = random.ints(kills, load.size() / 20, load.size() * 19 / 20)
                .sorted()
                .boxed()
                .toList();
        Senders senders = new Senders(api, load);
        CompletableFuture<Void> sending = senders.start();
        for (int moment : moments) {
            await(() -> senders.sent() >= moment || sending.isDone());
            ServiceProcess victim = meters.get(random.nextInt(meters.size()));
            victim.kill();
            bench.say("kill -9 of %s after %,d requests".formatted(victim.name(), senders.sent()));
            pause(1_000L + random.nextInt(4_000));
            victim.start();
            victim.awaitReady(READY_PATIENCE);
            bench.say("%s is back after %,d requests".formatted(victim.name(), senders.sent()));
        }
        sending.join();
    }

    private long compare(Workbench bench, ApiClient api, ProofLoad load, Instant sent) {
        List<Happening> counted = load.counted(events);
        List<Integer> all = IntStream.range(0, load.customers()).boxed().toList();
        all.forEach(customer -> awaitCounted(api, customer, sent));
        bench.say("all is counted");
        SecondCount second = new SecondCount(TENANT);
        Comparison comparison = ProofCatalogue.compareTypes(api, load.customers(), counted, second);
        Map<Integer, List<Happening>> byCustomer = counted.stream()
                .filter(happening -> happening.type() == 0)
                .collect(Collectors.groupingBy(Happening::customer));
        for (int customer : all) {
            List<Happening> own = byCustomer.getOrDefault(customer, List.of());
            comparison = comparison.plus(ProofCatalogue.compare(api, customer, own, second));
        }
        comparison.differences().stream().limit(DIFFERENCES_TOLD).forEach(bench::say);
        bench.say("%,d numbers of %,d customers compared, %,d events of %d types counted"
                .formatted(comparison.numbers(), load.customers(), counted.size(), Happening.TYPES));
        return comparison.differences().size();
    }

    private static void awaitCounted(ApiClient api, int customer, Instant sent) {
        String path = ProofCatalogue.usage("requests", customer, "TOTAL");
        await(() -> {
            JsonNode through = api.getOk(path).path("completeThrough");
            return through.isTextual() && Instant.parse(through.asText()).isAfter(sent);
        });
    }

    /** What is waited for. */
    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        long polls = COUNTED_PATIENCE.toMillis() / POLL_MILLIS;
        for (long poll = 0; poll < polls; poll++) {
            if (condition.holds()) {
                return;
            }
            pause(POLL_MILLIS);
        }
        throw new StackException("nothing came of it within " + COUNTED_PATIENCE.toMinutes() + " minutes");
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted");
        }
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
