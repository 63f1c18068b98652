package io.tallyhouse.metrics.meter.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jboss.logging.Logger;

/**
 * Puts a new thread in the place of one that failed, a limited number of times: a fault that comes back for ever must
 * become visible, not burn the machine.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
    private static final Logger LOGGER = Logger.getLogger(ThreadFailures.class);
    static final int REPLACEMENTS_MAX = 20;
    static final Duration PERIOD = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final Deque<Instant> failures = new ArrayDeque<>();

    ThreadFailures(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        Instant now = clock.instant();
        failures.addLast(now);
        failures.removeIf(earlier -> earlier.isBefore(now.minus(PERIOD)));
        boolean given = failures.size() <= REPLACEMENTS_MAX;
        LOGGER.errorf(
                failure,
                "a thread of the meter failed, %d in %s: %s",
                failures.size(),
                PERIOD,
                given ? "it is replaced" : "the meter stops");
        return given ? StreamThreadExceptionResponse.REPLACE_THREAD : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
}
