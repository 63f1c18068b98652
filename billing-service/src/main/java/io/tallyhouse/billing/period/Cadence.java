package io.tallyhouse.billing.period;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;

/**
 * How long the periods of a price are.
 *
 * @param length how many of the unit, at least 1
 */
public record Cadence(Unit unit, int length) {
    public static final Cadence MONTHLY = new Cadence(Unit.MONTHS, 1);
    private static final int DAYS_OF_A_WEEK = 7;

    /** What periods are counted in. */
    public enum Unit {
        /** They count from the schedule's first day. */
        DAYS,
        /** They count from its first billing day. */
        MONTHS
    }

    public Cadence {
        requireNonNull(unit, "unit is null");
        if (length < 1) {
            throw new IllegalArgumentException("length " + length + " must be at least 1");
        }
    }

    /** @throws IllegalArgumentException for ONE_TIME, which has no periods */
    public static Cadence of(BillingFrequency frequency, int interval) {
        return switch (frequency) {
            case ONE_TIME -> throw new IllegalArgumentException("ONE_TIME has no periods");
            case ON_DEMAND, DAILY -> new Cadence(Unit.DAYS, interval);
            case WEEKLY -> new Cadence(Unit.DAYS, DAYS_OF_A_WEEK * interval);
            case MONTHLY -> new Cadence(Unit.MONTHS, interval);
            case QUARTERLY -> new Cadence(Unit.MONTHS, 3 * interval);
            case HALF_YEARLY -> new Cadence(Unit.MONTHS, 6 * interval);
            case YEARLY -> new Cadence(Unit.MONTHS, 12 * interval);
        };
    }
}
