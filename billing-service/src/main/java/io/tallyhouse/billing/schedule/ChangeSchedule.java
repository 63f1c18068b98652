package io.tallyhouse.billing.schedule;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.schedule.Forecast.Foreseen;
import io.tallyhouse.billing.schedule.Schedules.ScheduleDecision;
import io.tallyhouse.billing.schedule.Schedules.ScheduleOutcome;
import io.tallyhouse.billing.schedule.operation.ScheduleOperation;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Does something to a schedule, or shows what would come of it. It is decided on the schedule as it stands then, and its
 * next run is where the changed schedule has it: runs that exist stay.
 */
@ApplicationScoped
public class ChangeSchedule {
    private final CheckReferences checkReferences;
    private final Schedules schedules;
    private final DecideChange decideChange;
    private final Forecast forecast;
    private final TenantClocks clocks;

    ChangeSchedule(
            CheckReferences checkReferences,
            Schedules schedules,
            DecideChange decideChange,
            Forecast forecast,
            TenantClocks clocks) {
        this.checkReferences = checkReferences;
        this.schedules = schedules;
        this.decideChange = decideChange;
        this.forecast = forecast;
        this.clocks = clocks;
    }

    /** @param expected the version that the caller has read, if it says so */
    public record Asked(TenantId tenant, ScheduleId id, ScheduleOperation operation, OptionalLong expected) {}

    /** What would come of it. */
    public sealed interface Effect {
        /**
         * @param schedule as it would be
         * @param through the last day of the invoices
         */
        record Expected(Schedule schedule, LocalDate through, Foreseen.Invoices foreseen) implements Effect {}

        record Refused(Problem problem) implements Effect {}
    }

    public Uni<ScheduleOutcome> execute(Asked asked) {
        Instant now = clocks.now(asked.tenant());
        return found(asked)
                .chain(found -> found.map(schedule -> references(asked, schedule)
                                .chain(references -> schedules.change(
                                        asked.tenant(),
                                        asked.id(),
                                        (current, runs) -> decideChange.on(
                                                current, runs, new DecideChange.Terms(asked, references, now)))))
                        .orElseGet(() -> Uni.createFrom().item(new ScheduleOutcome.Refused(unknown(asked.id())))));
    }

    /** @param through the last day of the invoices shown; if it is left out, today or the next invoice date */
    public Uni<Effect> preview(Asked asked, Optional<LocalDate> through) {
        Instant now = clocks.now(asked.tenant());
        return found(asked)
                .chain(found -> found.map(schedule -> references(asked, schedule)
                                .chain(references -> schedules
                                        .openedRuns(asked.tenant(), asked.id())
                                        .chain(runs -> effect(
                                                decideChange.on(
                                                        schedule, runs, new DecideChange.Terms(asked, references, now)),
                                                now,
                                                through))))
                        .orElseGet(() -> Uni.createFrom().item(new Effect.Refused(unknown(asked.id())))));
    }

    private Uni<Optional<Schedule>> found(Asked asked) {
        return schedules.find(asked.tenant(), asked.id());
    }

    private Uni<CheckedReferences> references(Asked asked, Schedule schedule) {
        return checkReferences.execute(
                asked.tenant(),
                new ScheduleReferences(
                        Optional.empty(),
                        Optional.of(schedule.record().currency()),
                        asked.operation().prices(),
                        asked.operation().phases(),
                        schedule.terms()));
    }

    private Uni<Effect> effect(ScheduleDecision decision, Instant now, Optional<LocalDate> through) {
        if (decision instanceof ScheduleDecision.Refuse refuse) {
            return Uni.createFrom().item(new Effect.Refused(refuse.problem()));
        }
        ScheduleDecision.Save save = (ScheduleDecision.Save) decision;
        Schedule schedule = save.schedule();
        LocalDate today = DecideChange.today(schedule, now);
        LocalDate last = through.orElseGet(() ->
                save.nextRun().map(NextRun::invoiceDate).filter(today::isBefore).orElse(today));
        if (schedule.record().archived()) {
            return Uni.createFrom()
                    .item(new Effect.Expected(schedule, last, new Foreseen.Invoices(List.of(), List.of())));
        }
        return forecast.execute(schedule, last)
                .map(foreseen -> foreseen instanceof Foreseen.Refused refused
                        ? new Effect.Refused(refused.problem())
                        : new Effect.Expected(schedule, last, (Foreseen.Invoices) foreseen));
    }

    private static Problem unknown(ScheduleId id) {
        return Problem.of(ProblemType.NOT_FOUND, "There is no schedule '" + id + "'.");
    }
}
