package io.tallyhouse.billing.preview.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.preview.PreviewSchedule;
import io.tallyhouse.billing.preview.PreviewSchedule.Outcome;
import io.tallyhouse.billing.rest.query.Filters;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.Schedules;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/schedules/{id}/preview")
@Tag(name = "Schedules")
public class PreviewResource {
    private final PreviewSchedule previewSchedule;
    private final Schedules schedules;
    private final CurrentCaller caller;
    private final TenantClocks clocks;

    PreviewResource(PreviewSchedule previewSchedule, Schedules schedules, CurrentCaller caller, TenantClocks clocks) {
        this.previewSchedule = previewSchedule;
        this.schedules = schedules;
        this.caller = caller;
        this.clocks = clocks;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(
            summary = "The invoices not cut yet through a date, and the one whose period runs on it. Stores nothing.")
    public Uni<PreviewResponse> preview(@PathParam("id") String id, @QueryParam("through") @Nullable String through) {
        TenantId tenant = caller.tenant();
        Instant now = clocks.now(tenant);
        LocalDate day = Filters.through(through, now).orElse(LocalDate.ofInstant(now, ZoneOffset.UTC));
        if (!IdGrammar.accepts(id)) {
            throw ProblemException.notFound("schedule", id);
        }
        return schedules.find(tenant, new ScheduleId(id)).chain(found -> {
            Schedule schedule = found.orElseThrow(() -> ProblemException.notFound("schedule", id));
            return previewSchedule.execute(schedule, day).map(outcome -> {
                if (outcome instanceof Outcome.Refused refused) {
                    throw new ProblemException(refused.problem());
                }
                if (outcome instanceof Outcome.TooMany many) {
                    throw ProblemException.invalid(
                            "?through",
                            "'" + day + "' would make " + many.invoices() + " invoices, and a preview has at most "
                                    + many.most() + "; ask for an earlier day");
                }
                return PreviewResponse.from(schedule.record(), day, now, ((Outcome.Previewed) outcome).invoices());
            });
        });
    }
}
