package io.tallyhouse.ingest.generation.kafka;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.ingest.archive.FiledRecords;
import io.tallyhouse.ingest.generation.CurrentLog;
import io.tallyhouse.ingest.generation.FillGeneration;
import io.tallyhouse.ingest.generation.FillOutcome;
import io.tallyhouse.ingest.generation.FillOutcome.Filled;
import io.tallyhouse.ingest.generation.FillOutcome.Refused;
import io.tallyhouse.kit.generation.LogSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The whole life of an ingest-service with {@code tallyhouse.log.next-generation}: it takes nothing in, lets the archive
 * read to the end of the log, fills the generation and ends, with 0 if it is filled and 1 if not.
 */
@ApplicationScoped
class FillRun {
    private static final Logger LOGGER = Logger.getLogger(FillRun.class);
    private static final Duration LOOK_PAUSE = Duration.ofMillis(500);
    private static final Duration TELL_PAUSE = Duration.ofSeconds(2);
    /** The archive must come nearer to the end within this time. */
    private static final Duration ARCHIVE_PATIENCE = Duration.ofMinutes(2);

    private final LogSettings settings;
    private final CurrentLog currentLog;
    private final FiledRecords filed;
    private final FillGeneration fill;
    private final InstantSource wall;

    FillRun(LogSettings settings, CurrentLog currentLog, FiledRecords filed, FillGeneration fill, InstantSource wall) {
        this.settings = settings;
        this.currentLog = currentLog;
        this.filed = filed;
        this.fill = fill;
        this.wall = wall;
    }

    void start(@Observes StartupEvent event) {
        settings.nextGeneration()
                .map(LogGeneration::new)
                .ifPresent(next -> new Thread(() -> run(next), "fill-generation").start());
    }

    private void run(LogGeneration next) {
        int exit = 1;
        try {
            FillOutcome outcome = execute(next);
            if (outcome instanceof Filled filledUp) {
                tell(next, filledUp.records() + " records appended to " + filledUp.partitions() + " partitions");
                exit = 0;
            } else if (outcome instanceof Refused refused) {
                tell(next, "not filled: " + refused.reason());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOGGER.error("filling failed", e);
            tell(next, "not filled: " + e.getMessage());
        }
        Quarkus.asyncExit(exit);
    }

    /** In words that {@code ./tallyhouse rebuild} passes on. */
    private static void tell(LogGeneration next, String words) {
        LOGGER.infof("generation %d: %s", next.number(), words);
    }

    private FillOutcome execute(LogGeneration next) throws InterruptedException {
        Optional<String> loss = loss();
        if (loss.isPresent() && !settings.acceptLoss()) {
            return new Refused(loss.get() + "; --accept-loss goes on without it");
        }
        loss.ifPresent(words -> tell(next, words));
        if (currentLog.state() == CurrentLog.State.THERE) {
            Optional<Refused> behind = awaitArchive(next);
            if (behind.isPresent()) {
                return behind.get();
            }
        }
        FillOutcome outcome = fill.execute(next, telling(next));
        boolean moved = currentLog.state() == CurrentLog.State.THERE && currentLog.notArchived() > 0;
        return moved ? new Refused("something was appended to the log meanwhile; stop all who do so") : outcome;
    }

    /** What is known to be missing from the archive, in words. */
    private Optional<String> loss() {
        if (currentLog.state() == CurrentLog.State.ANOTHER) {
            return Optional.of(
                    "the log is not the one that the archive has read, and has records that the archive lacks");
        }
        return filed.droppedThrough()
                .map(day -> "what was accepted on " + day + " or before is not in the archive any more, as its"
                        + " retention has ended, and cannot be counted again");
    }

    private Optional<Refused> awaitArchive(LogGeneration next) throws InterruptedException {
        long least = Long.MAX_VALUE;
        long sinceMillis = wall.millis();
        long left = currentLog.notArchived();
        while (left > 0) {
            if (left < least) {
                least = left;
                sinceMillis = wall.millis();
                tell(next, "the archive still reads " + left + " records");
            } else if (wall.millis() - sinceMillis > ARCHIVE_PATIENCE.toMillis()) {
                return Optional.of(new Refused("the archive does not read on; " + left + " records are left"));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_PAUSE.toMillis());
            left = currentLog.notArchived();
        }
        return Optional.empty();
    }

    private FillGeneration.Progress telling(LogGeneration next) {
        long[] toldMillis = {wall.millis()};
        return (records, total) -> {
            if (wall.millis() - toldMillis[0] > TELL_PAUSE.toMillis()) {
                toldMillis[0] = wall.millis();
                tell(next, records + " of " + total + " records appended");
            }
        };
    }
}
