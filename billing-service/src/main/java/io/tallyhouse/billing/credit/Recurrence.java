package io.tallyhouse.billing.credit;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * That a grant comes again.
 *
 * @param interval every so many of the frequency, from 1
 * @param until last day on which one may begin; empty for no end
 */
public record Recurrence(Frequency frequency, int interval, Optional<LocalDate> until, Rollover rollover) {
    public static final int INTERVAL_MAX = 120;

    public Recurrence {
        if (interval < 1 || interval > INTERVAL_MAX) {
            throw new IllegalArgumentException("interval " + interval + " must be from 1 to " + INTERVAL_MAX);
        }
    }

    /** How often. */
    public enum Frequency {
        WEEKLY(0, 7),
        MONTHLY(1, 0),
        QUARTERLY(3, 0),
        HALF_YEARLY(6, 0),
        YEARLY(12, 0);

        private final int months;
        private final int days;

        Frequency(int months, int days) {
            this.months = months;
            this.days = days;
        }
    }

    /** The anchor, so many times later; days that a month does not have are its last one, and come back after it. */
    public LocalDate after(LocalDate anchor, int times) {
        long steps = (long) times * interval;
        return anchor.plusMonths(steps * frequency.months).plusDays(steps * frequency.days);
    }

    /**
     * How much of what is left at a grant's end is carried into the next one.
     *
     * @param amount present exactly where the mode is UP_TO
     */
    public record Rollover(Mode mode, Optional<BigDecimal> amount) {
        public static final Rollover NONE = new Rollover(Mode.NONE, Optional.empty());
        public static final Rollover ALL = new Rollover(Mode.ALL, Optional.empty());

        public Rollover {
            if ((mode == Mode.UP_TO) != amount.isPresent()) {
                throw new IllegalArgumentException(mode + " with amount " + amount);
            }
        }

        /** Which part. */
        public enum Mode {
            NONE,
            ALL,
            UP_TO
        }

        public static Rollover upTo(BigDecimal amount) {
            return new Rollover(Mode.UP_TO, Optional.of(amount));
        }

        /** What of a rest is carried on. @param carried what was before, as before a credit came back late */
        public BigDecimal of(BigDecimal rest, BigDecimal carried) {
            return switch (mode) {
                case NONE -> BigDecimal.ZERO;
                case ALL -> rest;
                case UP_TO -> rest.min(amount.orElseThrow().subtract(carried).max(BigDecimal.ZERO));
            };
        }
    }
}
