package io.tallyhouse.billing.period;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.kernel.time.DateRange;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * The months of a schedule as it bills them: each begins on the billing day, or on the last day of a month that is too
 * short for it. With billing day 15, 20 January falls in 15 January to 14 February.
 *
 * @param anchorStart first day of the schedule; the grid answers for no day before it
 * @param billingDay 1 to 31
 */
public record BillingGrid(LocalDate anchorStart, int billingDay) {
    public BillingGrid {
        requireNonNull(anchorStart, "anchorStart is null");
        if (billingDay < 1 || billingDay > 31) {
            throw new IllegalArgumentException("billingDay " + billingDay + " must be from 1 to 31");
        }
    }

    /** The full grid period that contains {@code day}; it may begin before the schedule does. */
    public DateRange periodContaining(LocalDate day) {
        if (day.isBefore(anchorStart)) {
            throw new IllegalArgumentException("day " + day + " is before the grid's start " + anchorStart);
        }
        YearMonth month = YearMonth.from(day);
        YearMonth begins = day.isBefore(firstDay(month)) ? month.minusMonths(1) : month;
        return new DateRange(firstDay(begins), firstDay(begins.plusMonths(1)).minusDays(1));
    }

    private LocalDate firstDay(YearMonth month) {
        return month.atDay(Math.min(billingDay, month.lengthOfMonth()));
    }
}
