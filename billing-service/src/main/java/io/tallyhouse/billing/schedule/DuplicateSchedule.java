package io.tallyhouse.billing.schedule;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.schedule.ChangeSchedule.Effect;
import io.tallyhouse.billing.schedule.Forecast.Foreseen;
import io.tallyhouse.billing.schedule.Schedules.ScheduleOutcome;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Makes a draft of what a schedule says, perhaps for another customer or from another day on. */
@ApplicationScoped
public class DuplicateSchedule {
    private final CheckReferences checkReferences;
    private final Schedules schedules;
    private final Forecast forecast;
    private final TenantClocks clocks;

    DuplicateSchedule(CheckReferences checkReferences, Schedules schedules, Forecast forecast, TenantClocks clocks) {
        this.checkReferences = checkReferences;
        this.schedules = schedules;
        this.forecast = forecast;
        this.clocks = clocks;
    }

    /**
     * @param original which schedule
     * @param id of the new one
     * @param startDate to which all dates are shifted
     */
    public record Asked(
            TenantId tenant,
            ScheduleId original,
            ScheduleId id,
            Optional<CustomerId> customerId,
            Optional<LocalDate> startDate) {}

    public Uni<ScheduleOutcome> execute(Asked asked) {
        return draft(asked)
                .chain(made -> made instanceof Made.Draft draft
                        ? schedules.add(draft.schedule())
                        : Uni.createFrom().item(new ScheduleOutcome.Refused(((Made.Refused) made).problem())));
    }

    /** @param through the last day of the invoices shown; the draft's first day if it is left out */
    public Uni<Effect> preview(Asked asked, Optional<LocalDate> through) {
        return draft(asked).chain(made -> {
            if (made instanceof Made.Refused refused) {
                return Uni.createFrom().item(new Effect.Refused(refused.problem()));
            }
            Schedule draft = ((Made.Draft) made).schedule();
            LocalDate last = through.orElse(draft.record().startDate());
            return forecast.execute(draft, last)
                    .map(foreseen -> foreseen instanceof Foreseen.Refused refused
                            ? new Effect.Refused(refused.problem())
                            : new Effect.Expected(draft, last, (Foreseen.Invoices) foreseen));
        });
    }

    private sealed interface Made {
        record Draft(Schedule schedule) implements Made {}

        record Refused(Problem problem) implements Made {}
    }

    private Uni<Made> draft(Asked asked) {
        return schedules.find(asked.tenant(), asked.original()).chain(found -> {
            Optional<Problem> refusal = found.isEmpty()
                    ? Optional.of(Problem.of(ProblemType.NOT_FOUND, "There is no schedule '" + asked.original() + "'."))
                    : found.filter(original -> original.record().phases().isEmpty())
                            .map(original -> Problem.of(
                                    ProblemType.CONFLICT,
                                    "schedule '" + asked.original()
                                            + "' was cancelled before it began and has no phases to copy"));
            return refusal.map(problem -> Uni.createFrom().<Made>item(new Made.Refused(problem)))
                    .orElseGet(() -> checked(asked, found.orElseThrow()));
        });
    }

    private Uni<Made> checked(Asked asked, Schedule original) {
        ShiftedDates dates = ShiftedDates.from(
                original.record().startDate(),
                asked.startDate().orElse(original.record().startDate()));
        ScheduleDraft draft = dates.draft(
                original.record(), asked.customerId().orElse(original.record().customerId()));
        Schedule schedule = Schedule.draft(asked.tenant(), asked.id(), draft, clocks.now(asked.tenant()));
        return checkReferences
                .execute(asked.tenant(), ScheduleReferences.of(schedule.record()))
                .map(references -> ScheduleFaults.problem(List.of(), references)
                        .<Made>map(Made.Refused::new)
                        .orElseGet(() -> new Made.Draft(schedule)));
    }
}
