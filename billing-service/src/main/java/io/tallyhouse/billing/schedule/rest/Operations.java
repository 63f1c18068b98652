package io.tallyhouse.billing.schedule.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.rest.query.Filters;
import io.tallyhouse.billing.schedule.ChangeSchedule;
import io.tallyhouse.billing.schedule.ChangeSchedule.Asked;
import io.tallyhouse.billing.schedule.ChangeSchedule.Effect;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.Schedules.ScheduleOutcome;
import io.tallyhouse.billing.schedule.operation.ScheduleOperation;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.rest.Answers;
import io.tallyhouse.kit.rest.ETags;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Operations on schedules, as the resources answer them. */
@Dependent
class Operations {
    private final ChangeSchedule changeSchedule;
    private final CurrentCaller caller;
    private final TenantClocks clocks;

    Operations(ChangeSchedule changeSchedule, CurrentCaller caller, TenantClocks clocks) {
        this.changeSchedule = changeSchedule;
        this.caller = caller;
        this.clocks = clocks;
    }

    Uni<Response> change(String id, @Nullable String ifMatch, ScheduleOperation operation) {
        TenantId tenant = caller.tenant();
        return changeSchedule
                .execute(new Asked(tenant, scheduleId(id), operation, ETags.expected(ifMatch)))
                .map(outcome -> {
                    Schedule schedule = saved(outcome);
                    return Answers.ok(schedule.record().version(), ScheduleResponse.from(schedule, clocks.now(tenant)));
                });
    }

    Uni<EffectResponse> preview(String id, @Nullable String through, ScheduleOperation operation) {
        TenantId tenant = caller.tenant();
        Instant now = clocks.now(tenant);
        return changeSchedule
                .preview(
                        new Asked(tenant, scheduleId(id), operation, OptionalLong.empty()),
                        Filters.through(through, now))
                .map(effect -> shown(effect, now));
    }

    static EffectResponse shown(Effect effect, Instant now) {
        if (effect instanceof Effect.Refused refused) {
            throw new ProblemException(refused.problem());
        }
        return EffectResponse.from((Effect.Expected) effect, now);
    }

    static Schedule saved(ScheduleOutcome outcome) {
        if (outcome instanceof ScheduleOutcome.Refused refused) {
            throw new ProblemException(refused.problem());
        }
        return ((ScheduleOutcome.Saved) outcome).schedule();
    }

    static ScheduleId scheduleId(String id) {
        if (!IdGrammar.accepts(id)) {
            throw ProblemException.notFound("schedule", id);
        }
        return new ScheduleId(id);
    }
}
