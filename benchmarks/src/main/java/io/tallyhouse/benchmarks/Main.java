package io.tallyhouse.benchmarks;

import io.tallyhouse.benchmarks.ingest.IngestBenchmark;
import io.tallyhouse.benchmarks.ingest.IngestSizes;
import io.tallyhouse.benchmarks.machine.Table;
import io.tallyhouse.benchmarks.machine.Workbench;
import io.tallyhouse.benchmarks.meter.MeterBenchmark;
import io.tallyhouse.benchmarks.meter.MeterSizes;
import io.tallyhouse.benchmarks.meter.TakeoverBenchmark;
import io.tallyhouse.benchmarks.meter.TakeoverSizes;
import io.tallyhouse.benchmarks.query.QueryBenchmark;
import io.tallyhouse.benchmarks.query.QuerySizes;
import io.tallyhouse.benchmarks.query.VisibilityBenchmark;
import io.tallyhouse.benchmarks.rating.RatingBenchmark;
import io.tallyhouse.benchmarks.rating.RatingSizes;
import io.tallyhouse.benchmarks.runs.RunsBenchmark;
import io.tallyhouse.benchmarks.runs.RunsSizes;
import io.tallyhouse.benchmarks.search.SearchBenchmark;
import io.tallyhouse.benchmarks.search.SearchSizes;
import io.tallyhouse.stack.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs benchmarks one after the other and writes their tables to {@code results.md} and the console. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Measures Tallyhouse on this machine, each figure beside a limit of the same run.")
public final class Main implements Callable<Integer> {
    /** What can be measured. */
    enum Benchmark {
        INGEST,
        SEARCH,
        METER,
        TAKEOVER,
        QUERY,
        VISIBILITY,
        RUNS,
        RATING
    }

    @Parameters(
            arity = "0..*",
            paramLabel = "BENCHMARK",
            description = "${COMPLETION-CANDIDATES}; all if none is named")
    private List<Benchmark> wanted = List.of(Benchmark.values());

    @Option(names = "--home", description = "the folder of the built modules (default: this project)")
    private Path home = Path.of(System.getProperty("tallyhouse.home", "."));

    @Option(names = "--work", description = "folder for data, logs and results (default: ${DEFAULT-VALUE})")
    private Path work = Path.of("benchmarks/target");

    @Mixin
    private IngestSizes ingest = new IngestSizes();

    @Mixin
    private SearchSizes search = new SearchSizes();

    @Mixin
    private MeterSizes meter = new MeterSizes();

    @Mixin
    private TakeoverSizes takeover = new TakeoverSizes();

    @Mixin
    private QuerySizes query = new QuerySizes();

    @Mixin
    private RunsSizes runs = new RunsSizes();

    @Mixin
    private RatingSizes rating = new RatingSizes();

    private Main() {}

    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new Main());
        command.setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Progress progress = Progress.to(System.out);
        Path file = Files.createDirectories(absolute(work)).resolve("results.md");
        StringBuilder results = new StringBuilder();
        try (Workbench bench = new Workbench(absolute(home), absolute(work).resolve("run"), progress)) {
            for (Benchmark each : wanted) {
                String before = Workbench.machine();
                Table table = measure(each, bench);
                table.remark("Machine: " + before + " before, " + Workbench.load() + " after.");
                results.append(table.markdown());
                System.out.println("\n" + table.markdown());
                Files.writeString(file, results);
            }
        }
        progress.say("written to " + file);
        return 0;
    }

    private Table measure(Benchmark benchmark, Workbench bench) {
        return switch (benchmark) {
            case INGEST -> IngestBenchmark.run(bench, ingest);
            case SEARCH -> SearchBenchmark.run(bench, search);
            case METER -> MeterBenchmark.run(bench, meter);
            case TAKEOVER -> TakeoverBenchmark.run(bench, takeover);
            case QUERY -> QueryBenchmark.run(bench, query);
            case VISIBILITY -> VisibilityBenchmark.run(bench, query);
            case RUNS -> RunsBenchmark.run(bench, runs);
            case RATING -> RatingBenchmark.run(bench, rating);
        };
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
