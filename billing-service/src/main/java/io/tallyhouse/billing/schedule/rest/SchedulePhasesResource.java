package io.tallyhouse.billing.schedule.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.schedule.operation.ChangePrices;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kit.access.RequiresScope;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What changes the phases of a schedule. Everything has a preview, which stores nothing. */
@Path("/v1/schedules")
@Tag(name = "Schedules")
public class SchedulePhasesResource {
    private final Operations operations;

    SchedulePhasesResource(Operations operations) {
        this.operations = operations;
    }

    @POST
    @Path("{id}/phases")
    @RequiresScope(Scope.BILLING)
    @Operation(summary = "Adds a phase after the last one; an open last phase ends the day before.")
    @APIResponseSchema(value = ScheduleResponse.class, responseCode = "200")
    public Uni<Response> append(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonInput input) {
        return operations.change(id, ifMatch, OperationBodies.append(input));
    }

    @POST
    @Path("{id}/phases/preview")
    @RequiresScope(Scope.READ)
    @Operation(summary = "What adding the phase would bring. Stores nothing.")
    public Uni<EffectResponse> previewAppend(
            @PathParam("id") String id, @QueryParam("through") @Nullable String through, JsonInput input) {
        return operations.preview(id, through, OperationBodies.append(input));
    }

    @PUT
    @Path("{id}/phases")
    @RequiresScope(Scope.BILLING)
    @Operation(summary = "Replaces the phases that are not over; what is past is frozen.")
    @APIResponseSchema(value = ScheduleResponse.class, responseCode = "200")
    public Uni<Response> replace(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonInput input) {
        return operations.change(id, ifMatch, OperationBodies.replace(input));
    }

    @PUT
    @Path("{id}/phases/preview")
    @RequiresScope(Scope.READ)
    @Operation(summary = "What replacing the phases would bring. Stores nothing.")
    public Uni<EffectResponse> previewReplace(
            @PathParam("id") String id, @QueryParam("through") @Nullable String through, JsonInput input) {
        return operations.preview(id, through, OperationBodies.replace(input));
    }

    @POST
    @Path("{id}/milestones/complete")
    @RequiresScope(Scope.BILLING)
    @Operation(summary = "Ends the milestone phase; the phases after it get their days.")
    @APIResponseSchema(value = ScheduleResponse.class, responseCode = "200")
    public Uni<Response> complete(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonInput input) {
        return operations.change(id, ifMatch, OperationBodies.complete(input));
    }

    @POST
    @Path("{id}/milestones/complete/preview")
    @RequiresScope(Scope.READ)
    @Operation(summary = "What completing the milestone would bring. Stores nothing.")
    public Uni<EffectResponse> previewComplete(
            @PathParam("id") String id, @QueryParam("through") @Nullable String through, JsonInput input) {
        return operations.preview(id, through, OperationBodies.complete(input));
    }

    @POST
    @Path("{id}/upgrade")
    @RequiresScope(Scope.BILLING)
    @Operation(summary = "Puts other prices in the place of some, from today on or another day.")
    @APIResponseSchema(value = ScheduleResponse.class, responseCode = "200")
    public Uni<Response> upgrade(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonInput input) {
        return operations.change(id, ifMatch, OperationBodies.change(ChangePrices.Kind.UPGRADE, input));
    }

    @POST
    @Path("{id}/upgrade/preview")
    @RequiresScope(Scope.READ)
    @Operation(summary = "What the upgrade would bring. Stores nothing.")
    public Uni<EffectResponse> previewUpgrade(
            @PathParam("id") String id, @QueryParam("through") @Nullable String through, JsonInput input) {
        return operations.preview(id, through, OperationBodies.change(ChangePrices.Kind.UPGRADE, input));
    }

    @POST
    @Path("{id}/downgrade")
    @RequiresScope(Scope.BILLING)
    @Operation(summary = "Puts other prices in the place of some, after the running period or from another day on.")
    @APIResponseSchema(value = ScheduleResponse.class, responseCode = "200")
    public Uni<Response> downgrade(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonInput input) {
        return operations.change(id, ifMatch, OperationBodies.change(ChangePrices.Kind.DOWNGRADE, input));
    }

    @POST
    @Path("{id}/downgrade/preview")
    @RequiresScope(Scope.READ)
    @Operation(summary = "What the downgrade would bring. Stores nothing.")
    public Uni<EffectResponse> previewDowngrade(
            @PathParam("id") String id, @QueryParam("through") @Nullable String through, JsonInput input) {
        return operations.preview(id, through, OperationBodies.change(ChangePrices.Kind.DOWNGRADE, input));
    }
}
