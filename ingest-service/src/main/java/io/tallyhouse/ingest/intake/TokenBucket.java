package io.tallyhouse.ingest.intake;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tokens that come back at a steady rate, up to a burst. What asks for more than the burst is granted when the bucket is
 * full, and leaves a debt, so that a batch larger than the burst passes too, only not often.
 *
 * <p>Levels are counted in billionths of a token, so that no nanosecond is lost to rounding. Safe for many threads.
 */
final class TokenBucket {
    private static final long UNITS = 1_000_000_000L;
    private static final long TOKENS_MAX = 1_000_000_000L;

    private final long perSecond;
    private final long capacity;
    private final LongSupplier nanos;
    private long level;
    private long filledAt;

    /**
     * Full at first.
     *
     * @param perSecond tokens that come back
     * @param burst tokens of the full bucket
     * @param nanos a clock that only counts, as {@link System#nanoTime}
     */
    TokenBucket(long perSecond, long burst, LongSupplier nanos) {
        if (perSecond < 1 || burst < 1 || perSecond > TOKENS_MAX || burst > TOKENS_MAX) {
            throw new IllegalArgumentException(
                    "rate " + perSecond + " and burst " + burst + " must be from 1 to " + TOKENS_MAX);
        }
        this.perSecond = perSecond;
        this.capacity = burst * UNITS;
        this.nanos = nanos;
        this.level = capacity;
        this.filledAt = nanos.getAsLong();
    }

    /** Takes all of the tokens, or none. */
    synchronized RateVerdict take(int tokens) {
        fill();
        long wanted = tokens * UNITS;
        long needed = Math.min(wanted, capacity);
        boolean granted = level >= needed;
        if (granted) {
            level -= wanted;
        }
        return new RateVerdict(
                granted,
                capacity / UNITS,
                Math.max(0, Math.floorDiv(level, UNITS)),
                timeFor(capacity - level),
                granted ? Duration.ZERO : timeFor(needed - level));
    }

    private void fill() {
        long now = nanos.getAsLong();
        // a unit comes back for each token of the rate in each nanosecond
        long untilFull = ceilingDiv(capacity - level, perSecond);
        long passed = Math.max(0, now - filledAt);
        level = passed >= untilFull ? capacity : level + passed * perSecond;
        filledAt = now;
    }

    private Duration timeFor(long units) {
        return Duration.ofNanos(ceilingDiv(Math.max(0, units), perSecond));
    }

    private static long ceilingDiv(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }
}
