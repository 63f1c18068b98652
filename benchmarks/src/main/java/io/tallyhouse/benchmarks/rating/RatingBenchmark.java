package io.tallyhouse.benchmarks.rating;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.benchmarks.machine.Figures;
import io.tallyhouse.benchmarks.machine.Table;
import io.tallyhouse.benchmarks.machine.Workbench;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs {@link LineRating} in a JVM of its own. */
public final class RatingBenchmark {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final BigDecimal TARGET_NANOS = BigDecimal.valueOf(5_000);

    private RatingBenchmark() {}

    public static Table run(Workbench bench, RatingSizes sizes) {
        bench.say("rating: JMH, one line of each model");
        List<RunResult> results =
                new ArrayList<>(measure(sizes, "rate", "FLAT", "UNIT", "PACKAGE", "GRADUATED", "VOLUME"));
        results.addAll(measure(sizes, "multiplyAndRound", "UNIT"));
        Table table = new Table(
                "Rating of one line", "what", "quantity", "ns, mean", "ns, best iteration", "bytes allocated");
        BigDecimal slowest = BigDecimal.ZERO;
        for (RunResult result : results) {
            BigDecimal nanos = whole(result.getPrimaryResult().getScore());
            boolean limit = result.getParams().getBenchmark().endsWith("multiplyAndRound");
            String model = result.getParams().getParam("model");
            slowest = limit ? slowest : slowest.max(nanos);
            table.row(
                    limit ? "**multiply and round** only" : model + ", with steps",
                    Figures.whole(Long.parseLong(result.getParams().getParam("quantity"))),
                    Figures.whole(nanos.longValue()),
                    Figures.whole(
                            whole(result.getPrimaryResult().getStatistics().getMin())
                                    .longValue()),
                    Figures.whole(allocated(result).longValue()));
        }
        return table.remark("Target < 5 µs a line: the slowest takes " + Figures.whole(slowest.longValue())
                + " ns on average, " + (slowest.compareTo(TARGET_NANOS) < 0 ? "reached." : "not reached."));
    }

    private static Collection<RunResult> measure(RatingSizes sizes, String method, String... models) {
        try {
            return new Runner(new OptionsBuilder()
                            .include(LineRating.class.getName() + "\\." + method)
                            .param("model", models)
                            .addProfiler(GCProfiler.class)
                            .forks(1)
                            .warmupIterations(sizes.iterations)
                            .warmupTime(TimeValue.milliseconds(sizes.iterationMillis))
                            .measurementIterations(sizes.iterations)
                            .measurementTime(TimeValue.milliseconds(sizes.iterationMillis))
                            .verbosity(org.openjdk.jmh.runner.options.VerboseMode.SILENT)
                            .build())
                    .run();
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH failed", e);
        }
    }

    private static BigDecimal allocated(RunResult result) {
        return whole(requireNonNull(result.getSecondaryResults().get(ALLOCATED), ALLOCATED)
                .getScore());
    }

    private static BigDecimal whole(double score) {
        return Double.isNaN(score) ? BigDecimal.ZERO : BigDecimal.valueOf(score).setScale(0, RoundingMode.HALF_UP);
    }
}
