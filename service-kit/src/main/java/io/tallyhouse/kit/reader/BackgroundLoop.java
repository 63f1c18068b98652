package io.tallyhouse.kit.reader;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A thread that does one step again and again: at once while there is work, else after a pause, and after a failure
 * with a growing, jittered pause of at most ten seconds. It never gives up.
 */
public final class BackgroundLoop implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(BackgroundLoop.class);
    private static final long PAUSE_MILLIS_MAX = 10_000;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    /** One step; true if there may be more to do at once. */
    @FunctionalInterface
    public interface Step {
        boolean run() throws Exception;
    }

    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile int failures;

    private BackgroundLoop(String name, Duration idle, Step step) {
        thread = new Thread(() -> loop(name, idle, step), name);
        thread.setDaemon(true);
    }

    public static BackgroundLoop start(String name, Duration idle, Step step) {
        BackgroundLoop loop = new BackgroundLoop(name, idle, step);
        loop.thread.start();
        return loop;
    }

    /** Failures in a row; 0 while all is well. */
    public int failures() {
        return failures;
    }

    public boolean isAlive() {
        return thread.isAlive();
    }

    private void loop(String name, Duration idle, Step step) {
        while (!isStopping(0)) {
            try {
                boolean more = step.run();
                failures = 0;
                if (!more && isStopping(idle.toMillis())) {
                    return;
                }
            } catch (StoppedForGood e) {
                LOGGER.errorf("%s stops: %s", name, e.getMessage());
                failures = Integer.MAX_VALUE;
                return;
            } catch (Exception e) {
                failures = Math.min(failures + 1, 1_000);
                if (isStopping(0)) {
                    return;
                }
                LOGGER.warnf(e, "%s failed %d times in a row and tries again", name, failures);
                if (isStopping(pauseMillis(failures))) {
                    return;
                }
            }
        }
    }

    private static long pauseMillis(int failures) {
        long base = Math.min(PAUSE_MILLIS_MAX, 100L << Math.min(failures, 7));
        return base / 2 + ThreadLocalRandom.current().nextLong(base / 2 + 1);
    }

    private boolean isStopping(long waitMillis) {
        try {
            return stopping.await(waitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Lets the running step end, and waits for it. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join(STOP_TIMEOUT.toMillis());
            if (thread.isAlive()) {
                LOGGER.warnf("%s did not stop within %s", thread.getName(), STOP_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The step cannot go on without a human: trying again would only hide it. */
    public static final class StoppedForGood extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public StoppedForGood(String message) {
            super(message);
        }
    }
}
