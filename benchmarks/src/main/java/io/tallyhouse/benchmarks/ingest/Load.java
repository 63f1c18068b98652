package io.tallyhouse.benchmarks.ingest;

import io.tallyhouse.benchmarks.machine.ChildJvm;
import io.tallyhouse.benchmarks.machine.House;
import io.tallyhouse.benchmarks.machine.ProcessCpu;
import io.tallyhouse.benchmarks.machine.Waiting;
import io.tallyhouse.benchmarks.machine.Workbench;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a {@link RequestLoad} and takes the CPU times of who works for it. */
final class Load {
    private static final String TOPIC = "usage-events";
    private static final String ARCHIVED = "SELECT coalesce(sum(next_offset), 0) FROM reader_positions WHERE topic = '"
            + TOPIC + "' AND reader = 'archive'";
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Pattern WARM = Pattern.compile("warm");
    private static final Pattern DONE = Pattern.compile("done (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

    private final Workbench bench;
    private final House house;
    private final Path log;

    /** @param log takes what senders complain of */
    Load(Workbench bench, House house, Path log) {
        this.bench = bench;
        this.house = house;
        this.log = log;
    }

    /**
     * What a load came to.
     *
     * @param took from the first request to the last answer
     * @param service CPU time of the service, until it had also archived what was sent
     * @param broker CPU time of the broker's process, likewise
     * @param postgres CPU time of the archive's database, likewise
     * @param sender CPU time of the sender
     * @param refused answers that asked to come again
     */
    record Outcome(
            Duration took,
            Duration service,
            Duration broker,
            Duration postgres,
            Duration sender,
            long refused,
            Duration median,
            Duration slowest1Percent) {}

    /** Starts when nothing of a former load is under way any more, and ends when nothing of this one is. */
    Outcome run(RequestLoad.Order order, long servicePid) {
        ChildJvm child = bench.keep(ChildJvm.start(RequestLoad.class, order.arguments(), log));
        try {
            child.await(WARM);
            awaitArchive();
            Duration serviceBefore = ProcessCpu.of(servicePid);
            Duration brokerBefore = ProcessCpu.own();
            Duration postgresBefore = house.postgres().cpu();
            child.tell("go");
            Matcher done = child.await(DONE);
            awaitArchive();
            return new Outcome(
                    nanos(done, 1),
                    ProcessCpu.of(servicePid).minus(serviceBefore),
                    ProcessCpu.own().minus(brokerBefore),
                    house.postgres().cpu().minus(postgresBefore),
                    nanos(done, 2),
                    Long.parseLong(done.group(3)),
                    micros(done, 4),
                    micros(done, 5));
        } finally {
            bench.done(child);
        }
    }

    private void awaitArchive() {
        Waiting.until(
                "the archive",
                PATIENCE,
                () -> house.postgres().number("ingest", ARCHIVED)
                        >= house.broker().end(TOPIC));
    }

    private static Duration nanos(Matcher line, int group) {
        return Duration.ofNanos(Long.parseLong(line.group(group)));
    }

    private static Duration micros(Matcher line, int group) {
        return Duration.ofNanos(1_000 * Long.parseLong(line.group(group)));
    }
}
