package io.tallyhouse.billing.schedule;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.schedule.Schedules.ScheduleDecision;
import io.tallyhouse.billing.schedule.Schedules.ScheduleOutcome;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes a draft bill: pins the customer's zone and the versions of prices and metrics. Every invoice date up to now is
 * due at once. Activating an activated schedule changes nothing.
 */
@ApplicationScoped
public class ActivateSchedule {
    private final PinTerms pinTerms;
    private final Schedules schedules;
    private final TenantClocks clocks;
    private final NextRun.Grace grace;

    ActivateSchedule(PinTerms pinTerms, Schedules schedules, TenantClocks clocks, NextRun.Grace grace) {
        this.pinTerms = pinTerms;
        this.schedules = schedules;
        this.clocks = clocks;
        this.grace = grace;
    }

    public Uni<ScheduleOutcome> execute(TenantId tenant, ScheduleId id) {
        return schedules
                .find(tenant, id)
                .chain(found -> found.filter(Schedule::inDraft)
                        .map(draft -> pinTerms.execute(draft.record()).chain(pinned -> activate(draft, pinned)))
                        .orElseGet(() -> schedules.decide(tenant, id, ScheduleDecision.Keep::new)));
    }

    private Uni<ScheduleOutcome> activate(Schedule draft, PinTerms.Pinned pinned) {
        TenantId tenant = draft.record().tenant();
        Instant now = clocks.now(tenant);
        return schedules.decide(tenant, draft.record().id(), current -> decide(draft, current, pinned, now));
    }

    private ScheduleDecision decide(Schedule draft, Schedule current, PinTerms.Pinned pinned, Instant now) {
        if (!current.inDraft()) {
            return new ScheduleDecision.Keep(current);
        }
        if (current.record().archived()) {
            return new ScheduleDecision.Refuse(Problem.of(
                    ProblemType.CONFLICT, "the draft is archived; duplicate it, and activate the duplicate"));
        }
        if (current.record().version() != draft.record().version()) {
            return new ScheduleDecision.Refuse(Problem.of(
                    ProblemType.CONFLICT, "the draft was replaced while it was being activated; activate it again"));
        }
        Optional<Problem> problem = ScheduleFaults.problem(List.of(), pinned.references());
        if (problem.isPresent()) {
            return new ScheduleDecision.Refuse(problem.get());
        }
        Schedule activated = current.activated(pinned.terms().orElseThrow(), now);
        Optional<NextRun> first = NextRun.first(activated, grace);
        boolean bills = first.isPresent() || activated.awaitsSomebody();
        return new ScheduleDecision.Save(bills ? activated : activated.completed(), first);
    }
}
