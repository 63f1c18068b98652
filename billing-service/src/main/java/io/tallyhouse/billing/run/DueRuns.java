package io.tallyhouse.billing.run;

import io.tallyhouse.billing.period.BillingCalendar;
import io.tallyhouse.billing.run.BillingRun.Identity;
import io.tallyhouse.billing.schedule.NextRun;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.ScheduleCalendar;
import io.tallyhouse.kernel.time.DateRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The runs of a schedule that should exist by now and do not, and the one that comes after them.
 *
 * @param expected the next run as the schedule had it when this was found; if it has moved since, somebody else has
 *     opened these
 * @param next empty where the schedule has no further run
 * @param foundAt by the tenant's clock
 */
public record DueRuns(Schedule schedule, NextRun expected, List<DueRun> runs, Optional<NextRun> next, Instant foundAt) {
    /** More are opened in the next round; a schedule started decades back must not fill one transaction. */
    static final int RUNS_MAX = 120;

    private static final int FIRST_GENERATION = 1;

    public DueRuns {
        runs = List.copyOf(runs);
    }

    /** @param now by the tenant's clock */
    static DueRuns of(DueSchedule due, Instant now, NextRun.Grace grace) {
        Schedule schedule = due.schedule();
        BillingCalendar calendar = ScheduleCalendar.of(schedule.record(), schedule.pinned());
        List<DueRun> runs = new ArrayList<>();
        Optional<NextRun> next = Optional.of(due.next());
        while (next.isPresent() && !next.get().dueAt().isAfter(now) && runs.size() < RUNS_MAX) {
            NextRun current = next.get();
            calendar.planOn(current.invoiceDate())
                    .ifPresent(plan -> runs.add(new DueRun(
                            new Identity(
                                    schedule.record().tenant(),
                                    schedule.record().id(),
                                    plan.invoiceDate(),
                                    FIRST_GENERATION),
                            plan.billingPeriod(),
                            current.dueAt())));
            next = NextRun.after(schedule, current.invoiceDate(), grace);
        }
        return new DueRuns(schedule, due.next(), runs, next, now);
    }

    /** A schedule whose next run is due. */
    public record DueSchedule(Schedule schedule, NextRun next) {}

    /** A run to open. */
    public record DueRun(Identity identity, DateRange billingPeriod, Instant dueAt) {}
}
