package io.tallyhouse.ingest.replay.kafka;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tallyhouse.ingest.replay.ReplayPast;
import io.tallyhouse.kit.generation.LogSettings;
import io.tallyhouse.kit.reader.BackgroundLoop;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Replays what is due, in every instance, at a bounded pace. */
@ApplicationScoped
class ReplayLoop {
    /** One portion; for the first of a tenant all that the archive has of it is looked through. */
    private static final Duration STEP_MAX = Duration.ofHours(1);

    private final ReplayPast replayPast;
    private final ReplaySettings settings;
    private final InstantSource wall;
    private @Nullable BackgroundLoop loop;

    ReplayLoop(ReplayPast replayPast, ReplaySettings settings, InstantSource wall) {
        this.replayPast = replayPast;
        this.settings = settings;
        this.wall = wall;
    }

    void start(@Observes StartupEvent event, LogSettings log) {
        if (log.nextGeneration().isPresent()) {
            return;
        }
        loop = BackgroundLoop.start("metric-replay", settings.idle(), this::step);
    }

    private boolean step() throws InterruptedException {
        long began = wall.millis();
        Optional<Integer> looked = replayPast.execute().await().atMost(STEP_MAX);
        if (looked.isPresent()) {
            long due = looked.get() * 1_000L / Math.max(1, settings.eventsPerSecond());
            TimeUnit.MILLISECONDS.sleep(Math.max(0, due - (wall.millis() - began)));
        }
        return looked.isPresent();
    }

    void stop(@Observes ShutdownEvent event) {
        BackgroundLoop running = loop;
        if (running != null) {
            running.close();
        }
    }
}
