package io.tallyhouse.billing.schedule;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.schedule.Schedules.ScheduleOutcome;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;

/** Keeps a new schedule as a draft; nothing is billed until it is activated. */
@ApplicationScoped
public class CreateSchedule {
    private final CheckReferences checkReferences;
    private final Schedules schedules;
    private final TenantClocks clocks;

    CreateSchedule(CheckReferences checkReferences, Schedules schedules, TenantClocks clocks) {
        this.checkReferences = checkReferences;
        this.schedules = schedules;
        this.clocks = clocks;
    }

    public Uni<ScheduleOutcome> execute(TenantId tenant, ScheduleId id, ScheduleRequest request) {
        return checkReferences
                .execute(tenant, request.references())
                .chain(references -> ScheduleFaults.problem(request.faults(), references)
                        .<Uni<ScheduleOutcome>>map(
                                problem -> Uni.createFrom().item(new ScheduleOutcome.Refused(problem)))
                        .orElseGet(() -> schedules.add(
                                Schedule.draft(tenant, id, request.draft().orElseThrow(), clocks.now(tenant)))));
    }
}
