package io.tallyhouse.benchmarks.ingest;

import io.tallyhouse.benchmarks.machine.ChildJvm;
import io.tallyhouse.benchmarks.machine.ProcessCpu;
import io.tallyhouse.benchmarks.machine.Workbench;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs one {@link RequestLoad} and takes the CPU times of who works for it. */
final class Load {
    private static final Pattern WARM = Pattern.compile("warm");
    private static final Pattern DONE = Pattern.compile("done (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

    private Load() {}

    /**
     * What a load came to.
     *
     * @param took from the first request to the last answer
     * @param service CPU time of the service, until it had also archived what was sent
     * @param broker CPU time of the broker's process, likewise
     * @param sender CPU time of the sender
     * @param refused answers that asked to come again
     */
    record Outcome(
            Duration took,
            Duration service,
            Duration broker,
            Duration sender,
            long refused,
            Duration median,
            Duration slowest1Percent) {}

    /** @param settle returns when nothing of what was sent is under way any more */
    static Outcome run(Workbench bench, RequestLoad.Order order, long servicePid, Runnable settle, Path log) {
        ChildJvm child = bench.keep(ChildJvm.start(RequestLoad.class, order.arguments(), log));
        try {
            child.await(WARM);
            settle.run();
            Duration serviceBefore = ProcessCpu.of(servicePid);
            Duration brokerBefore = ProcessCpu.own();
            child.tell("go");
            Matcher done = child.await(DONE);
            settle.run();
            return new Outcome(
                    nanos(done, 1),
                    ProcessCpu.of(servicePid).minus(serviceBefore),
                    ProcessCpu.own().minus(brokerBefore),
                    nanos(done, 2),
                    Long.parseLong(done.group(3)),
                    micros(done, 4),
                    micros(done, 5));
        } finally {
            bench.done(child);
        }
    }

    private static Duration nanos(Matcher line, int group) {
        return Duration.ofNanos(Long.parseLong(line.group(group)));
    }

    private static Duration micros(Matcher line, int group) {
        return Duration.ofNanos(1_000 * Long.parseLong(line.group(group)));
    }
}
