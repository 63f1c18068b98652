package io.tallyhouse.billing.run;

import io.tallyhouse.billing.run.BillingRun.Identity;
import io.tallyhouse.billing.schedule.NextRun;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.ScheduleCalendar;
import io.tallyhouse.kernel.time.DateRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The runs of a schedule that should exist by now and do not, and the one that comes after them.
 *
 * @param found the schedule and its next run as they were when this was found; if either has moved since, somebody else
 *     has opened these, or changed the schedule
 * @param next empty where the schedule has no further run
 * @param renewed the schedule as it goes on after its end, where the day after that has come
 * @param foundAt by the tenant's clock
 */
public record DueRuns(
        DueSchedule found, List<DueRun> runs, Optional<NextRun> next, Optional<Schedule> renewed, Instant foundAt) {
    /** More are opened in the next round; a schedule started decades back must not fill one transaction. */
    static final int RUNS_MAX = 120;

    private static final int FIRST_GENERATION = 1;

    public DueRuns {
        runs = List.copyOf(runs);
    }

    /** As it stands with these runs. */
    public Schedule schedule() {
        return renewed.orElse(found.schedule());
    }

    /** @param now by the tenant's clock */
    static DueRuns of(DueSchedule due, Instant now, NextRun.Grace grace) {
        Schedule schedule = due.schedule();
        List<DueRun> runs = new ArrayList<>();
        Optional<NextRun> next = Optional.of(due.next());
        int rounds = 0;
        while (next.isPresent() && !next.get().dueAt().isAfter(now) && rounds < RUNS_MAX) {
            NextRun current = next.get();
            LocalDate after = current.invoiceDate();
            if (schedule.renewalDay().filter(current.invoiceDate()::equals).isPresent()) {
                schedule = schedule.renewed();
                after = after.minusDays(1);
            } else {
                run(schedule, current).ifPresent(runs::add);
            }
            next = NextRun.after(schedule, after, grace);
            rounds++;
        }
        boolean renewed = schedule != due.schedule();
        return new DueRuns(due, runs, next, renewed ? Optional.of(schedule) : Optional.empty(), now);
    }

    private static Optional<DueRun> run(Schedule schedule, NextRun due) {
        return ScheduleCalendar.of(schedule.record(), schedule.pinned())
                .planOn(due.invoiceDate())
                .map(plan -> new DueRun(
                        new Identity(
                                schedule.record().tenant(),
                                schedule.record().id(),
                                plan.invoiceDate(),
                                FIRST_GENERATION),
                        plan.billingPeriod(),
                        due.dueAt()));
    }

    /** A schedule whose next run is due. */
    public record DueSchedule(Schedule schedule, NextRun next) {}

    /** A run to open. */
    public record DueRun(Identity identity, DateRange billingPeriod, Instant dueAt) {}
}
