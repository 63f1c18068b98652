package io.tallyhouse.catalog.price;

import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import java.util.Optional;

/**
 * How long a period is: so many months, or so many days. Where one is of months and the other of days, the answer is the
 * one that holds for every month.
 *
 * @param months 0 for a period of days
 * @param days 0 for a period of months
 */
public record PeriodLength(int months, int days) {
    /** Empty where a frequency has no periods of one length. */
    public static Optional<PeriodLength> of(BillingFrequency frequency, int interval) {
        return switch (frequency) {
            case ONE_TIME, ON_DEMAND -> Optional.empty();
            case DAILY -> Optional.of(new PeriodLength(0, interval));
            case WEEKLY -> Optional.of(new PeriodLength(0, Math.multiplyExact(7, interval)));
            case MONTHLY -> ofMonths(interval);
            case QUARTERLY -> ofMonths(Math.multiplyExact(3, interval));
            case HALF_YEARLY -> ofMonths(Math.multiplyExact(6, interval));
            case YEARLY -> ofMonths(Math.multiplyExact(12, interval));
        };
    }

    public boolean isOfMonths() {
        return months > 0;
    }

    public boolean isAtLeast(PeriodLength other) {
        return isOfMonths() && other.isOfMonths() ? months >= other.months : daysMin() >= other.daysMax();
    }

    public boolean isShorterThan(PeriodLength other) {
        return isOfMonths() && other.isOfMonths() ? months < other.months : daysMax() < other.daysMin();
    }

    private int daysMin() {
        return days + months / 12 * 365 + months % 12 * 28;
    }

    private int daysMax() {
        return days + months / 12 * 366 + months % 12 * 31;
    }

    private static Optional<PeriodLength> ofMonths(int months) {
        return Optional.of(new PeriodLength(months, 0));
    }
}
