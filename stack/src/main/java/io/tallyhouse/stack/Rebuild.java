package io.tallyhouse.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyhouse.backing.KafkaTopics;
import io.tallyhouse.backing.TopicSpec;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.contracts.topic.Topics.TopicPlan;
import io.tallyhouse.stack.MeterCalls.Counted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Makes a new generation of the log from the archive, of a stack that does not run (ADR 0018). Up to the write of the
 * state folder's {@code log} nothing of the generation in force is changed for good; after it only what is left of that
 * one is deleted, which the next start of the stack does, too.
 */
public final class Rebuild {
    /** More would burden the one broker. */
    static final int PARTITIONS_MAX = 256;

    private static final Duration READY_PATIENCE = Duration.ofSeconds(120);
    /** Something must be counted within this time. */
    private static final Duration STANDSTILL_MAX = Duration.ofMinutes(5);

    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration TELL_PAUSE = Duration.ofSeconds(2);

    private final StackSettings settings;
    private final Progress progress;
    private final StateFolder state;

    public Rebuild(StackSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
        this.state = new StateFolder(settings.state());
    }

    /**
     * What is wanted.
     *
     * @param partitions of the new generation
     * @param acceptLoss whether it is to come into force though it does not count the same
     */
    public record Wanted(int partitions, boolean acceptLoss) {
        public Wanted {
            if (partitions < 1 || partitions > PARTITIONS_MAX) {
                throw new StackException("--partitions " + partitions + " must be from 1 to " + PARTITIONS_MAX);
            }
        }
    }

    /**
     * Whether the new generation is in force. If not, the one before still is.
     *
     * @throws StackException if it cannot be made; the generation before is in force then
     */
    public boolean execute(Wanted wanted) {
        Leftovers.end(state, progress);
        LogState current = LogState.of(state, settings.partitions());
        LogState next = current.next(wanted.partitions());
        progress.say("generation %d of the log has %d partitions; making generation %d with %d"
                .formatted(
                        current.generation().number(),
                        current.partitions(),
                        next.generation().number(),
                        next.partitions()));
        try (Backends backends = Backends.start(settings, state)) {
            return new Attempt(backends, current, next, wanted.acceptLoss()).run();
        } finally {
            Leftovers.forget(state);
        }
    }

    private final class Attempt {
        private final Backends backends;
        private final LogState current;
        private final LogState next;
        private final boolean acceptLoss;
        private final FormerGeneration leftovers;

        Attempt(Backends backends, LogState current, LogState next, boolean acceptLoss) {
            this.backends = backends;
            this.current = current;
            this.next = next;
            this.acceptLoss = acceptLoss;
            this.leftovers = new FormerGeneration(state, backends);
        }

        boolean run() {
            backends.ensureTopics(List.of());
            current.former().ifPresent(leftovers::deleteTopics);
            countToTheEnd();
            leftovers.deleteTopics(next.generation());
            backends.ensureTopics(toBeFilled());
            fill();
            return countAndCompare();
        }

        /** What is compared later must be all that the generation in force can count. */
        private void countToTheEnd() {
            if (!KafkaTopics.names(backends.bootstrapServers())
                    .contains(current.generation().usageEvents())) {
                progress.say("the log is gone; going on with what the archive has");
                return;
            }
            progress.say("counting what the log still has");
            ServiceProcess metrics = new ServiceProcess(launch(Service.METRICS, current));
            try {
                start(metrics);
                awaitCounted(new MeterCalls(metrics.port(), backends.serviceSecret()));
            } catch (StackException e) {
                if (!acceptLoss) {
                    throw new StackException(
                            "the meter cannot count to the end of the log: " + e.getMessage()
                                    + "; if the log is lost, --accept-loss goes on with what the archive has",
                            e);
                }
                progress.say("going on without the rest of the log: " + e.getMessage());
            } finally {
                metrics.stop();
            }
        }

        /** With times of their own, and kept until the meter has read them, however old they are. */
        private List<TopicSpec> toBeFilled() {
            List<TopicSpec> topics = new ArrayList<>();
            for (TopicSpec topic : Backends.metered(next)) {
                Map<String, String> config = new HashMap<>(topic.config());
                if (topic.name().equals(next.generation().usageEvents())) {
                    config.put("message.timestamp.type", "CreateTime");
                    config.put("retention.ms", "-1");
                }
                topics.add(new TopicSpec(topic.name(), topic.partitions(), config));
            }
            return topics;
        }

        private void fill() {
            progress.say("filling it from the archive");
            LogGeneration generation = next.generation();
            ServiceProcess ingest = new ServiceProcess(launch(Service.INGEST, current)
                    .withOptions(
                            "-Dquarkus.http.host-enabled=false",
                            "-Dtallyhouse.inbox.enabled=false",
                            "-Dtallyhouse.inbox.created=false",
                            "-Dtallyhouse.log.next-generation=" + generation.number(),
                            "-Dtallyhouse.log.accept-loss=" + acceptLoss));
            LogLines lines = new LogLines(state.log(Service.INGEST.moduleName()));
            String mark = "generation " + generation.number() + ": ";
            try {
                ingest.start();
                Leftovers.remember(state, List.of(ingest));
                OptionalInt exit = ingest.exitCode();
                while (exit.isEmpty()) {
                    pause();
                    exit = ingest.exitCode();
                    lines.after(mark).forEach(progress::say);
                }
                if (exit.getAsInt() != 0) {
                    throw new StackException("the generation could not be filled; what is in force is as before; see "
                            + state.log(Service.INGEST.moduleName()));
                }
            } finally {
                ingest.stop();
            }
        }

        private boolean countAndCompare() {
            progress.say("counting");
            ServiceProcess metrics =
                    new ServiceProcess(launch(Service.METRICS, next).withOptions("-Dtallyhouse.outbox.enabled=false"));
            MeterCalls calls = new MeterCalls(metrics.port(), backends.serviceSecret());
            boolean inForce = false;
            try {
                start(metrics);
                awaitCounted(calls);
                if (isSame(calls.comparison()) || acceptLoss) {
                    putIntoForce();
                    inForce = true;
                    calls.forgetFormer();
                }
            } finally {
                metrics.stop();
                if (!inForce) {
                    leftovers.deleteTopics(next.generation());
                    progress.say("generation " + current.generation().number() + " stays in force");
                }
            }
            if (inForce) {
                leftovers.deleteTopics(current.generation());
                next.withoutFormer().write(state);
                progress.say("generation %d is in force, with %d partitions; ./tallyhouse up starts it"
                        .formatted(next.generation().number(), next.partitions()));
            }
            return inForce;
        }

        private boolean isSame(JsonNode comparison) {
            progress.say("before: " + totals(comparison.path("former")));
            progress.say("now:    " + totals(comparison.path("current")));
            if (comparison.path("notCompared").asInt() > 0) {
                progress.say(comparison.path("notCompared").asInt()
                        + " metric versions had not counted their past before, and are not compared");
            }
            if (comparison.path("same").asBoolean()) {
                progress.say("the same");
                return true;
            }
            progress.say("RED: it does not count the same");
            comparison
                    .path("differences")
                    .forEach(found ->
                            progress.say("RED: tenant %s, metric %s, version %d: %d windows, one of them of %s on %s;"
                                            .formatted(
                                                    found.path("tenant").asText(),
                                                    found.path("metric").asText(),
                                                    found.path("version").asInt(),
                                                    found.path("windows").asLong(),
                                                    found.path("subject").asText(),
                                                    found.path("day").asText())
                                    + " %d events before, %d now"
                                            .formatted(
                                                    found.path("former").asLong(),
                                                    found.path("current").asLong())));
            return false;
        }

        private static String totals(JsonNode totals) {
            return "%d windows of %d events, fingerprint %s"
                    .formatted(
                            totals.path("windows").asLong(),
                            totals.path("events").asLong(),
                            totals.path("fingerprint").asText());
        }

        /** The log takes the broker's time again, and forgets by it; then one write puts the generation into force. */
        private void putIntoForce() {
            for (TopicPlan plan : next.generation().topics()) {
                KafkaTopics.configure(backends.bootstrapServers(), plan.name(), plan.config());
            }
            next.write(state);
        }

        private ServiceProcess.Launch launch(Service service, LogState log) {
            return backends.launch(service, Stack.claimPort(0, service.moduleName()), noPorts(), log);
        }

        /** Nobody is asked for anything. */
        private static Map<Service, Integer> noPorts() {
            Map<Service, Integer> ports = new EnumMap<>(Service.class);
            for (Service service : Service.values()) {
                ports.put(service, 1);
            }
            return ports;
        }

        private void start(ServiceProcess metrics) {
            metrics.start();
            Leftovers.remember(state, List.of(metrics));
            metrics.awaitReady(READY_PATIENCE);
        }

        private void awaitCounted(MeterCalls calls) {
            long best = -1;
            long bestNanos = System.nanoTime();
            long toldNanos = System.nanoTime();
            while (true) {
                Optional<Counted> counted = calls.progress();
                if (counted.filter(Counted::isAll).isPresent()) {
                    return;
                }
                long now = System.nanoTime();
                long done = counted.map(Counted::counted).orElse(-1L);
                if (done > best) {
                    best = done;
                    bestNanos = now;
                } else if (now - bestNanos > STANDSTILL_MAX.toNanos()) {
                    throw new StackException(
                            "the meter stands still; its log is " + state.log(Service.METRICS.moduleName()));
                }
                if (counted.isPresent() && now - toldNanos > TELL_PAUSE.toNanos()) {
                    toldNanos = now;
                    progress.say(done + " of " + counted.get().records() + " records counted");
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted");
        }
    }
}
