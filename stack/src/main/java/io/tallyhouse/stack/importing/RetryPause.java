package io.tallyhouse.stack.importing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next try: twice as long each time, never shorter than the server asks. */
final class RetryPause {
    private static final long FIRST_MILLIS = 200;
    private static final long MILLIS_MAX = 10_000;

    private long millis = FIRST_MILLIS;

    /** @param retryAfter the header, in seconds; a date is passed over */
    Duration next(Optional<String> retryAfter) {
        // a part by chance, so that connections refused together do not come back together
        long jitter = ThreadLocalRandom.current().nextLong(millis / 2 + 1);
        long own = millis / 2 + jitter;
        millis = Math.min(MILLIS_MAX, millis * 2);
        long asked = retryAfter
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> Long.parseLong(text) * 1000)
                .orElse(0L);
        return Duration.ofMillis(asked == 0 ? own : Math.max(own, asked + jitter));
    }
}
