package io.tallyhouse.billing.schedule.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.rest.query.Filters;
import io.tallyhouse.billing.schedule.DuplicateSchedule;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.operation.ArchiveSchedule;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.Answers;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What ends a schedule, lets it rest, go on, or be made again. Everything has a preview, which stores nothing. */
@Path("/v1/schedules")
@Tag(name = "Schedules")
public class ScheduleCourseResource {
    private static final String PATH = "/v1/schedules/";

    private final Operations operations;
    private final DuplicateSchedule duplicateSchedule;
    private final Desk desk;

    ScheduleCourseResource(Operations operations, DuplicateSchedule duplicateSchedule, Desk desk) {
        this.operations = operations;
        this.duplicateSchedule = duplicateSchedule;
        this.desk = desk;
    }

    @POST
    @Path("{id}/cancel")
    @RequiresScope(Scope.BILLING)
    @Operation(summary = "Ends a schedule at once, with its running period, or on a day; that day is billed.")
    @APIResponseSchema(value = ScheduleResponse.class, responseCode = "200")
    public Uni<Response> cancel(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonInput input) {
        return operations.change(id, ifMatch, OperationBodies.cancel(input));
    }

    @POST
    @Path("{id}/cancel/preview")
    @RequiresScope(Scope.READ)
    @Operation(summary = "What cancelling would bring. Stores nothing.")
    public Uni<EffectResponse> previewCancel(
            @PathParam("id") String id, @QueryParam("through") @Nullable String through, JsonInput input) {
        return operations.preview(id, through, OperationBodies.cancel(input));
    }

    @POST
    @Path("{id}/suspend")
    @RequiresScope(Scope.BILLING)
    @Operation(summary = "Lets a schedule rest until it is resumed.")
    @APIResponseSchema(value = ScheduleResponse.class, responseCode = "200")
    public Uni<Response> suspend(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonInput input) {
        return operations.change(id, ifMatch, OperationBodies.suspend(input));
    }

    @POST
    @Path("{id}/suspend/preview")
    @RequiresScope(Scope.READ)
    @Operation(summary = "What suspending would bring. Stores nothing.")
    public Uni<EffectResponse> previewSuspend(
            @PathParam("id") String id, @QueryParam("through") @Nullable String through, JsonInput input) {
        return operations.preview(id, through, OperationBodies.suspend(input));
    }

    @POST
    @Path("{id}/resume")
    @RequiresScope(Scope.BILLING)
    @Operation(summary = "Lets a suspended schedule go on.")
    @APIResponseSchema(value = ScheduleResponse.class, responseCode = "200")
    public Uni<Response> resume(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonInput input) {
        return operations.change(id, ifMatch, OperationBodies.resume(input));
    }

    @POST
    @Path("{id}/resume/preview")
    @RequiresScope(Scope.READ)
    @Operation(summary = "What resuming would bring. Stores nothing.")
    public Uni<EffectResponse> previewResume(
            @PathParam("id") String id, @QueryParam("through") @Nullable String through, JsonInput input) {
        return operations.preview(id, through, OperationBodies.resume(input));
    }

    @POST
    @Path("{id}/renew")
    @RequiresScope(Scope.BILLING)
    @Operation(summary = "Lets a schedule go on after its end, perhaps with an uplift or other prices.")
    @APIResponseSchema(value = ScheduleResponse.class, responseCode = "200")
    public Uni<Response> renew(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonInput input) {
        return operations.change(id, ifMatch, OperationBodies.renew(input));
    }

    @POST
    @Path("{id}/renew/preview")
    @RequiresScope(Scope.READ)
    @Operation(summary = "What renewing would bring. Stores nothing.")
    public Uni<EffectResponse> previewRenew(
            @PathParam("id") String id, @QueryParam("through") @Nullable String through, JsonInput input) {
        return operations.preview(id, through, OperationBodies.renew(input));
    }

    @POST
    @Path("{id}/archive")
    @RequiresScope(Scope.BILLING)
    @Operation(summary = "Puts a draft, or a schedule that has ended, out of sight.")
    @APIResponseSchema(value = ScheduleResponse.class, responseCode = "200")
    public Uni<Response> archive(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return operations.change(id, ifMatch, new ArchiveSchedule());
    }

    @POST
    @Path("{id}/archive/preview")
    @RequiresScope(Scope.READ)
    @Operation(summary = "What archiving would bring. Stores nothing.")
    public Uni<EffectResponse> previewArchive(
            @PathParam("id") String id, @QueryParam("through") @Nullable String through) {
        return operations.preview(id, through, new ArchiveSchedule());
    }

    @POST
    @Path("{id}/duplicate")
    @RequiresScope(Scope.BILLING)
    @Operation(summary = "Makes a draft of what a schedule says, perhaps for another customer or another first day.")
    @APIResponse(
            responseCode = "201",
            description = "The draft, with Location and ETag",
            content = @Content(schema = @Schema(implementation = ScheduleResponse.class)))
    public Uni<Response> duplicate(@PathParam("id") String id, JsonInput input) {
        TenantId tenant = desk.caller().tenant();
        return duplicateSchedule.execute(asked(tenant, id, input)).map(outcome -> {
            Schedule draft = Operations.saved(outcome);
            return Answers.created(
                    PATH + draft.record().id(),
                    draft.record().version(),
                    ScheduleResponse.from(draft, desk.clocks().now(tenant)));
        });
    }

    @POST
    @Path("{id}/duplicate/preview")
    @RequiresScope(Scope.READ)
    @Operation(summary = "The draft that duplicating would make, and its invoices. Stores nothing.")
    public Uni<EffectResponse> previewDuplicate(
            @PathParam("id") String id, @QueryParam("through") @Nullable String through, JsonInput input) {
        TenantId tenant = desk.caller().tenant();
        Instant now = desk.clocks().now(tenant);
        return duplicateSchedule
                .preview(asked(tenant, id, input), Filters.through(through, now))
                .map(effect -> Operations.shown(effect, now));
    }

    /** {@code {"id"?,"customerId"?,"startDate"?}} */
    private DuplicateSchedule.Asked asked(TenantId tenant, String original, JsonInput input) {
        Field<String> id = input.id("id");
        Field<String> customerId = input.id("customerId");
        Field<LocalDate> startDate = PhaseBody.date(input, "startDate");
        return input.build(() -> new DuplicateSchedule.Asked(
                tenant,
                Operations.scheduleId(original),
                new ScheduleId(id.optional().orElseGet(() -> desk.ids().next("sch"))),
                customerId.optional().map(CustomerId::new),
                startDate.optional()));
    }
}
