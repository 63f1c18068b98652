package io.tallyhouse.benchmarks.meter;

import io.tallyhouse.benchmarks.machine.BrokerProbe;
import io.tallyhouse.benchmarks.machine.Figures;
import io.tallyhouse.benchmarks.machine.PackagedService;
import io.tallyhouse.benchmarks.machine.PostgresProbe;
import io.tallyhouse.benchmarks.machine.ProcessCpu;
import io.tallyhouse.benchmarks.machine.Waiting;
import io.tallyhouse.benchmarks.machine.Workbench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A meter's way through the topic, by what it has committed: from the moment it is let go to the commit of the last
 * record.
 */
final class MeterRun {
    private static final String GROUP = "tallyhouse-meter-1";
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration SHOWN_EVERY = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    /** Threads that copy windows to PostgreSQL and answer requests: all else is the meter, or the JVM's own. */
    private static final List<String> NOT_THE_METER =
            List.of("reader-", "view-", "vert.x", "executor-thread", "outbox");

    private final List<Sample> samples;
    private final Duration postgres;

    private MeterRun(List<Sample> samples, Duration postgres) {
        this.samples = samples;
        this.postgres = postgres;
    }

    private record Sample(long nanos, long committed, Duration service, Duration besides, Duration broker) {
        static Sample now(BrokerProbe probe, PackagedService service) {
            long committed = probe.committed(GROUP, FilledTopic.NAME);
            return new Sample(
                    System.nanoTime(),
                    committed,
                    ProcessCpu.of(service.pid()),
                    ProcessCpu.ofThreads(service.pid(), NOT_THE_METER),
                    ProcessCpu.own());
        }
    }

    /**
     * A part of the way.
     *
     * @param meter what the service spent but for its copy of the windows: streams, producer, stores, collection, JIT
     */
    record Part(long events, Duration took, Duration service, Duration meter, Duration broker) {}

    static MeterRun watch(BrokerProbe broker, PackagedService service, PostgresProbe tables, Workbench bench) {
        long end = broker.end(FilledTopic.NAME);
        List<Sample> samples = new ArrayList<>(List.of(Sample.now(broker, service)));
        Duration postgresBefore = tables.cpu();
        service.releaseMeter();
        long started = System.nanoTime();
        long shown = started;
        Sample last = samples.get(0);
        while (last.committed() < end) {
            Waiting.pause(LOOK_EVERY);
            last = Sample.now(broker, service);
            samples.add(last);
            if (last.nanos() - started > PATIENCE.toNanos()) {
                throw new IllegalStateException("the meter has come to " + last.committed() + " of " + end);
            }
            if (last.nanos() - shown > SHOWN_EVERY.toNanos()) {
                shown = last.nanos();
                bench.say("meter: " + Figures.whole(last.committed()) + " of " + Figures.whole(end));
            }
        }
        return new MeterRun(samples, tables.cpu().minus(postgresBefore));
    }

    Part whole() {
        return part(samples.get(0), samples.get(samples.size() - 1));
    }

    Part firstHalf() {
        return part(samples.get(0), middle());
    }

    Part secondHalf() {
        return part(middle(), samples.get(samples.size() - 1));
    }

    Duration postgres() {
        return postgres;
    }

    private Sample middle() {
        long half = samples.get(samples.size() - 1).committed() / 2;
        return samples.stream()
                .filter(sample -> sample.committed() >= half)
                .findFirst()
                .orElseThrow();
    }

    private static Part part(Sample from, Sample to) {
        return new Part(
                to.committed() - from.committed(),
                Duration.ofNanos(to.nanos() - from.nanos()),
                to.service().minus(from.service()),
                to.service().minus(from.service()).minus(to.besides().minus(from.besides())),
                to.broker().minus(from.broker()));
    }
}
