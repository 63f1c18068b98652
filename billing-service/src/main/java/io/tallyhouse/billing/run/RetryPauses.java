package io.tallyhouse.billing.run;

import java.time.Duration;

/** How long a run rests before it is tried again. */
final class RetryPauses {
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final Duration FAILURE_MIN = Duration.ofSeconds(1);
    private static final int DOUBLINGS_MAX = 6;

    private RetryPauses() {}

    /** While others have to come along first. */
    static Duration waiting() {
        return WAIT;
    }

    /** After a failure: 1, 2, 4 … 64 seconds. @param attempts failures before this one */
    static Duration afterFailure(int attempts) {
        return FAILURE_MIN.multipliedBy(1L << Math.min(attempts, DOUBLINGS_MAX));
    }
}
