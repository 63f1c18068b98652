package io.tallyhouse.billing.schedule;

import io.tallyhouse.contracts.billing.PhaseDiscount;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.kernel.id.CustomerId;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The dates of a schedule, moved. Where both first days have the same place in their month, by months, so that what ended
 * with a month ends with one; else by days.
 *
 * @param months by which they move; 0 if by days
 */
record ShiftedDates(long months, long days) {
    static ShiftedDates from(LocalDate start, LocalDate other) {
        boolean alike = start.getDayOfMonth() == other.getDayOfMonth();
        return alike
                ? new ShiftedDates(ChronoUnit.MONTHS.between(YearMonth.from(start), YearMonth.from(other)), 0)
                : new ShiftedDates(0, ChronoUnit.DAYS.between(start, other));
    }

    LocalDate first(LocalDate day) {
        return day.plusMonths(months).plusDays(days);
    }

    /** A last day moves as the first one after it. */
    LocalDate last(LocalDate day) {
        return first(day.plusDays(1)).minusDays(1);
    }

    ScheduleDraft draft(ScheduleRecord schedule, CustomerId customer) {
        return new ScheduleDraft(
                customer,
                first(schedule.startDate()),
                schedule.endDate().map(this::last),
                schedule.billingDay(),
                schedule.currency(),
                schedule.autoFinalise(),
                schedule.phases().stream().map(this::phase).toList(),
                schedule.pendingPhases(),
                schedule.options());
    }

    /** A milestone that is complete has its days. */
    private PhaseRecord phase(PhaseRecord phase) {
        PhaseRecord planned = phase.endDate().isPresent() ? PhaseEdits.planned(phase) : phase;
        PhaseRecord moved =
                planned.during(first(phase.startDate()), phase.endDate().map(this::last));
        return PhaseEdits.discounted(
                moved, moved.discounts().stream().map(this::discount).toList());
    }

    private PhaseDiscount discount(PhaseDiscount discount) {
        Optional<LocalDate> from = discount.from().map(this::first);
        return PhaseEdits.holding(discount, from, discount.to().map(this::last));
    }
}
