package io.tallyhouse.ingest.intake.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.ingest.intake.RestoreEvent;
import io.tallyhouse.ingest.intake.VoidEvent;
import io.tallyhouse.ingest.intake.rest.CallerAcceptance.IdentityAcceptance;
import io.tallyhouse.kit.access.RequiresScope;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Usage events out of the count, and back into it. */
@Path("/v1/events/{subject}/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class EventVoidsResource {
    private final VoidEvent voidEvent;
    private final RestoreEvent restoreEvent;
    private final CallerAcceptance acceptance;
    private final IntakeMeters meters;

    EventVoidsResource(
            VoidEvent voidEvent, RestoreEvent restoreEvent, CallerAcceptance acceptance, IntakeMeters meters) {
        this.voidEvent = voidEvent;
        this.restoreEvent = restoreEvent;
        this.acceptance = acceptance;
        this.meters = meters;
    }

    @DELETE
    @RequiresScope(Scope.EVENTS_WRITE)
    @Operation(
            operationId = "voidEvent",
            summary = "Void an event",
            description =
                    "The event counts no more, whatever is sent again, until it is restored. An event not received"
                            + " yet is voided when it comes.")
    @APIResponse(
            responseCode = "202",
            description = "Stored by all replicas",
            content = @Content(schema = @Schema(implementation = EventStateChange.class)))
    public Uni<Response> voidEvent(
            @PathParam("subject") String subject,
            @PathParam("id") String id,
            @QueryParam("source") @DefaultValue("") String source) {
        IdentityAcceptance at = acceptance.of(subject, source, id);
        return voidEvent
                .execute(at.identity(), at.now())
                .invoke(meters::tookVoid)
                .map(voided -> EventStateChange.accepted(voided.identity(), "VOID", voided.acceptedAt()))
                .onFailure()
                .transform(IntakeProblems::of);
    }

    @POST
    @Path("restore")
    @RequiresScope(Scope.EVENTS_WRITE)
    @Operation(
            operationId = "restoreEvent",
            summary = "Restore a voided event",
            description = "Its latest version received counts again.")
    @APIResponse(
            responseCode = "202",
            description = "Stored by all replicas",
            content = @Content(schema = @Schema(implementation = EventStateChange.class)))
    public Uni<Response> restoreEvent(
            @PathParam("subject") String subject,
            @PathParam("id") String id,
            @QueryParam("source") @DefaultValue("") String source) {
        IdentityAcceptance at = acceptance.of(subject, source, id);
        return restoreEvent
                .execute(at.identity(), at.now())
                .invoke(meters::tookRestore)
                .map(restored -> EventStateChange.accepted(restored.identity(), "RESTORED", restored.acceptedAt()))
                .onFailure()
                .transform(IntakeProblems::of);
    }

    /** What was asked, as stored. */
    @Schema(name = "EventStateChange")
    record EventStateChange(String subject, String source, String id, String change, Instant acceptedAt) {
        static Response accepted(EventIdentity identity, String change, Instant acceptedAt) {
            return Response.accepted(new EventStateChange(
                            identity.subject(), identity.source(), identity.id(), change, acceptedAt))
                    .build();
        }
    }
}
