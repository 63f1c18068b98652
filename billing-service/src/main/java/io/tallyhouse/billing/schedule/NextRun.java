package io.tallyhouse.billing.schedule;

import io.tallyhouse.billing.period.BillingRunPlan;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
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

    /** The first after that invoice date; empty if there is none. */
    public static Optional<NextRun> after(Schedule schedule, LocalDate invoiceDate, Grace grace) {
        var calendar = ScheduleCalendar.of(schedule.record(), schedule.pinned());
        return calendar.nextInvoiceDate(invoiceDate)
                .flatMap(calendar::planOn)
                .map(plan -> new NextRun(plan.invoiceDate(), dueAt(plan, schedule, grace)));
    }

    private static Instant dueAt(BillingRunPlan plan, Schedule schedule, Grace grace) {
        ZoneId zone = schedule.pinned().zone();
        Instant starts = plan.invoiceDate().atStartOfDay(zone).toInstant();
        boolean arrears = plan.charges().stream().anyMatch(charge -> charge.timing() == BillingTiming.IN_ARREARS);
        Instant due = arrears ? starts.plus(grace.duration()) : starts;
        return schedule.activatedAt().filter(due::isBefore).orElse(due);
    }
}
