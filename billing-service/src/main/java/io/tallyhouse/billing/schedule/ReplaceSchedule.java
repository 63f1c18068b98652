package io.tallyhouse.billing.schedule;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.schedule.Schedules.ScheduleDecision;
import io.tallyhouse.billing.schedule.Schedules.ScheduleOutcome;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Predicate;

/** Replaces a draft as a whole. */
@ApplicationScoped
public class ReplaceSchedule {
    private final CheckReferences checkReferences;
    private final Schedules schedules;

    ReplaceSchedule(CheckReferences checkReferences, Schedules schedules) {
        this.checkReferences = checkReferences;
        this.schedules = schedules;
    }

    /** @param expected says of the version that stands whether it is the one that the caller has read */
    public Uni<ScheduleOutcome> execute(
            TenantId tenant, ScheduleId id, ScheduleRequest request, Predicate<Long> expected) {
        return checkReferences.execute(tenant, request.references()).chain(references -> {
            Optional<Problem> faults = ScheduleFaults.problem(request.faults(), references);
            return schedules.decide(
                    tenant,
                    id,
                    current -> refusal(current, expected)
                            .or(() -> faults)
                            .<ScheduleDecision>map(ScheduleDecision.Refuse::new)
                            .orElseGet(() -> new ScheduleDecision.Save(
                                    current.replacedBy(request.draft().orElseThrow()), Optional.empty())));
        });
    }

    private static Optional<Problem> refusal(Schedule current, Predicate<Long> expected) {
        if (!expected.test(current.record().version())) {
            return Optional.of(Problem.of(
                    ProblemType.PRECONDITION_FAILED,
                    "the schedule is at version " + current.record().version() + "; read it again and repeat"));
        }
        if (current.record().archived()) {
            return Optional.of(Problem.of(
                    ProblemType.CONFLICT,
                    "schedule '" + current.record().id() + "' is archived; duplicate it to go on from it"));
        }
        return current.inDraft()
                ? Optional.empty()
                : Optional.of(Problem.of(
                        ProblemType.CONFLICT,
                        "schedule '" + current.record().id() + "' is activated; only a draft can be replaced."
                                + " Its phases are changed with PUT /v1/schedules/{id}/phases"));
    }
}
