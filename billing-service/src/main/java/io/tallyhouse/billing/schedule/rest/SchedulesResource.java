package io.tallyhouse.billing.schedule.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.listing.Listed;
import io.tallyhouse.billing.rest.query.Filters;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.Schedules;
import io.tallyhouse.billing.schedule.Schedules.Filter;
import io.tallyhouse.billing.schedule.Schedules.ScheduleOutcome;
import io.tallyhouse.billing.schedule.Schedules.ScheduleQuery;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.billing.ScheduleRecord.Status;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.Answers;
import io.tallyhouse.kit.rest.ETags;
import io.tallyhouse.kit.rest.Page;
import io.tallyhouse.kit.rest.PageParameters;
import io.tallyhouse.kit.rest.PageRequest;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/schedules")
@Tag(name = "Schedules")
public class SchedulesResource {
    private static final String PATH = "/v1/schedules/";

    private final UseCases useCases;
    private final Schedules schedules;
    private final CurrentCaller caller;
    private final TenantClocks clocks;

    SchedulesResource(UseCases useCases, Schedules schedules, CurrentCaller caller, TenantClocks clocks) {
        this.useCases = useCases;
        this.schedules = schedules;
        this.caller = caller;
        this.clocks = clocks;
    }

    @POST
    @RequiresScope(Scope.BILLING)
    @Operation(summary = "Creates a schedule as a draft.")
    @APIResponse(
            responseCode = "201",
            description = "The schedule, with Location and ETag",
            content = @Content(schema = @Schema(implementation = ScheduleResponse.class)))
    public Uni<Response> create(JsonInput input) {
        TenantId tenant = caller.tenant();
        ScheduleBody body = ScheduleBody.read(input);
        ScheduleId id = new ScheduleId(body.id().orElseGet(() -> useCases.ids().next("sch")));
        return useCases.create().execute(tenant, id, body.request()).map(outcome -> {
            Schedule saved = saved(outcome);
            return Answers.created(
                    PATH + id, saved.record().version(), ScheduleResponse.from(saved, clocks.now(tenant)));
        });
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(summary = "Lists schedules, newest first.")
    public Uni<Page<ScheduleResponse>> list(
            @QueryParam("customerId") @Nullable String customerId,
            @QueryParam("status") @Nullable String status,
            @QueryParam("includeArchived") @Nullable String includeArchived,
            @BeanParam PageParameters pages) {
        TenantId tenant = caller.tenant();
        Instant now = clocks.now(tenant);
        PageRequest page = pages.request();
        ScheduleQuery query = new ScheduleQuery(
                tenant,
                new Filter(
                        Filters.id("customerId", customerId, CustomerId::new),
                        Filters.oneOf("status", status, Status.class),
                        Filters.flag("includeArchived", includeArchived)),
                now,
                Filters.slice(page));
        return schedules
                .list(query)
                .map(rows ->
                        Page.of(page, rows, Listed::sequence, listed -> ScheduleResponse.from(listed.item(), now)));
    }

    @GET
    @Path("{id}")
    @RequiresScope(Scope.READ)
    @Operation(summary = "Reads a schedule.")
    @APIResponseSchema(value = ScheduleResponse.class, responseCode = "200")
    public Uni<Response> read(@PathParam("id") String id) {
        TenantId tenant = caller.tenant();
        return schedules
                .find(tenant, scheduleId(id))
                .map(found -> ok(found.orElseThrow(() -> ProblemException.notFound("schedule", id)), tenant));
    }

    @PUT
    @Path("{id}")
    @RequiresScope(Scope.BILLING)
    @Operation(summary = "Replaces a draft; absent fields are taken away.")
    @APIResponseSchema(value = ScheduleResponse.class, responseCode = "200")
    public Uni<Response> replace(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonInput input) {
        TenantId tenant = caller.tenant();
        OptionalLong expected = ETags.expected(ifMatch);
        ScheduleBody body = ScheduleBody.read(input).at(id);
        return useCases.replace()
                .execute(
                        tenant,
                        scheduleId(id),
                        body.request(),
                        version -> expected.isEmpty() || expected.getAsLong() == version)
                .map(outcome -> ok(saved(outcome), tenant));
    }

    @POST
    @Path("{id}/activate")
    @RequiresScope(Scope.BILLING)
    @Operation(summary = "Activates a draft: everything due by now is billed at once. Repeating it changes nothing.")
    @APIResponseSchema(value = ScheduleResponse.class, responseCode = "200")
    public Uni<Response> activate(@PathParam("id") String id) {
        TenantId tenant = caller.tenant();
        return useCases.activate().execute(tenant, scheduleId(id)).map(outcome -> ok(saved(outcome), tenant));
    }

    private Response ok(Schedule schedule, TenantId tenant) {
        return Answers.ok(schedule.record().version(), ScheduleResponse.from(schedule, clocks.now(tenant)));
    }

    private static Schedule saved(ScheduleOutcome outcome) {
        if (outcome instanceof ScheduleOutcome.Refused refused) {
            throw new ProblemException(refused.problem());
        }
        return ((ScheduleOutcome.Saved) outcome).schedule();
    }

    private static ScheduleId scheduleId(String id) {
        if (!IdGrammar.accepts(id)) {
            throw ProblemException.notFound("schedule", id);
        }
        return new ScheduleId(id);
    }
}
