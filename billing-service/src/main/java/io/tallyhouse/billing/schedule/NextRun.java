package io.tallyhouse.billing.schedule;

import io.tallyhouse.billing.period.BillingRunPlan;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The next run that a schedule will have.
 *
 * @param invoiceDate day of the schedule's zone
 * @param dueAt by the tenant's clock: the first moment of the invoice date, plus grace if anything is in arrears, so
 *     that late events of the period still count; never before activation
 */
public record NextRun(LocalDate invoiceDate, Instant dueAt) {
    /** Grace of runs in arrears. */
    public record Grace(Duration duration) {}

    /** The first of an activated schedule; empty if it never bills anything. */
    public static Optional<NextRun> first(Schedule schedule, Grace grace) {
        return after(schedule, schedule.record().startDate().minusDays(1), grace);
    }

    /**
     * The first after that invoice date; empty if there is none. Of a schedule that renews itself the day after its end is
     * such a date even if nothing bills on it: it goes on then.
     */
    public static Optional<NextRun> after(Schedule schedule, LocalDate invoiceDate, Grace grace) {
        var calendar = ScheduleCalendar.of(schedule.record(), schedule.pinned());
        Optional<LocalDate> date = calendar.nextInvoiceDate(invoiceDate);
        Optional<LocalDate> renewal = schedule.renewalDay().filter(day -> day.isAfter(invoiceDate));
        if (renewal.isPresent()
                && date.filter(next -> next.isBefore(renewal.get())).isEmpty()) {
            return renewal.map(day -> new NextRun(day, notBeforeActivation(start(day, schedule), schedule)));
        }
        return date.flatMap(calendar::planOn)
                .map(plan -> new NextRun(plan.invoiceDate(), dueAt(plan, schedule, grace)));
    }

    private static Instant dueAt(BillingRunPlan plan, Schedule schedule, Grace grace) {
        Instant starts = start(plan.invoiceDate(), schedule);
        boolean arrears = plan.charges().stream().anyMatch(charge -> charge.timing() == BillingTiming.IN_ARREARS);
        return notBeforeActivation(arrears ? starts.plus(grace.duration()) : starts, schedule);
    }

    private static Instant start(LocalDate day, Schedule schedule) {
        return day.atStartOfDay(schedule.pinned().zone()).toInstant();
    }

    private static Instant notBeforeActivation(Instant due, Schedule schedule) {
        return schedule.activatedAt().filter(due::isBefore).orElse(due);
    }
}
