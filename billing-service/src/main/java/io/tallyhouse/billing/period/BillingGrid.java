package io.tallyhouse.billing.period;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.kernel.time.DateRange;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/**
 * The periods of a schedule as a price bills them, without end to both sides.
 *
 * <p>Periods of months begin on the billing day, or on the last day of a month that is too short for it, and count from
 * the first such day of the schedule: with billing day 15 and a start on 20 January, months begin on 15 January, 15
 * February …, and quarters on 15 November, 15 February …, so that the stub at the start is never longer than a month.
 * Periods of days count from the schedule's first day.
 *
 * @param anchorStart first day of the schedule; the grid answers for no day before it
 * @param billingDay 1 to 31
 */
public record BillingGrid(LocalDate anchorStart, int billingDay, Cadence cadence) {
    public BillingGrid {
        requireNonNull(anchorStart, "anchorStart is null");
        requireNonNull(cadence, "cadence is null");
        if (billingDay < 1 || billingDay > 31) {
            throw new IllegalArgumentException("billingDay " + billingDay + " must be from 1 to 31");
        }
    }

    /** The full grid period that contains {@code day}; it may begin before the schedule does. */
    public DateRange periodContaining(LocalDate day) {
        if (day.isBefore(anchorStart)) {
            throw new IllegalArgumentException("day " + day + " is before the grid's start " + anchorStart);
        }
        return switch (cadence.unit()) {
            case DAYS -> ofDays(day);
            case MONTHS -> ofMonths(day);
        };
    }

    private DateRange ofDays(LocalDate day) {
        long before = ChronoUnit.DAYS.between(anchorStart, day) / cadence.length() * cadence.length();
        LocalDate first = anchorStart.plusDays(before);
        return new DateRange(first, first.plusDays(cadence.length() - 1L));
    }

    private DateRange ofMonths(LocalDate day) {
        YearMonth month = YearMonth.from(day);
        YearMonth begun = day.isBefore(firstDay(month)) ? month.minusMonths(1) : month;
        long sinceAnchor = ChronoUnit.MONTHS.between(firstMonth(), begun);
        YearMonth begins = begun.minusMonths(Math.floorMod(sinceAnchor, (long) cadence.length()));
        return new DateRange(
                firstDay(begins), firstDay(begins.plusMonths(cadence.length())).minusDays(1));
    }

    /** In which the schedule has its first billing day. */
    private YearMonth firstMonth() {
        YearMonth month = YearMonth.from(anchorStart);
        return anchorStart.isAfter(firstDay(month)) ? month.plusMonths(1) : month;
    }

    private LocalDate firstDay(YearMonth month) {
        return month.atDay(Math.min(billingDay, month.lengthOfMonth()));
    }
}
