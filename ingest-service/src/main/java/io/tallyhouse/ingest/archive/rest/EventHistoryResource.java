package io.tallyhouse.ingest.archive.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.ingest.archive.ReleaseEvent;
import io.tallyhouse.ingest.archive.ShowEvent;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One event with all that happened to it, a moment after it did. */
@Path("/v1/events/{subject}/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class EventHistoryResource {
    private final ShowEvent showEvent;
    private final ReleaseEvent releaseEvent;
    private final CurrentCaller caller;

    EventHistoryResource(ShowEvent showEvent, ReleaseEvent releaseEvent, CurrentCaller caller) {
        this.showEvent = showEvent;
        this.releaseEvent = releaseEvent;
        this.caller = caller;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "readEvent",
            summary = "Read an event",
            description =
                    "Every version that was received, in the order in which they came, with what became of it, and its"
                            + " voids and restores.")
    public Uni<EventHistoryResponse> read(
            @PathParam("subject") String subject,
            @PathParam("id") String id,
            @QueryParam("source") @DefaultValue("") String source) {
        EventIdentity identity = identity(subject, source, id);
        return showEvent
                .execute(identity)
                .map(shown -> EventHistoryResponse.from(shown.orElseThrow(() -> unknown(identity))));
    }

    @POST
    @Path("release")
    @RequiresScope(Scope.EVENTS_WRITE)
    @Operation(
            operationId = "releaseEvent",
            summary = "Release an event from quarantine",
            description =
                    "What was accepted of it before is looked up again; the versions in quarantine then take effect."
                            + " Releasing twice counts once.")
    @APIResponse(
            responseCode = "202",
            description = "Stored by all replicas",
            content = @Content(schema = @Schema(implementation = ReleasedEvent.class)))
    public Uni<Response> release(
            @PathParam("subject") String subject,
            @PathParam("id") String id,
            @QueryParam("source") @DefaultValue("") String source) {
        EventIdentity identity = identity(subject, source, id);
        return releaseEvent
                .execute(identity)
                .map(released -> Response.accepted(
                                new ReleasedEvent(subject, source, id, released.orElseThrow(() -> unknown(identity))))
                        .build())
                .onFailure()
                .transform(ReleaseProblems::of);
    }

    /** What was released. */
    @Schema(name = "ReleasedEvent")
    record ReleasedEvent(
            String subject,
            String source,
            String id,

            @Schema(description = "Versions that left quarantine; 0 if there were none")
            int released) {}

    /** What no event can be named needs no look. */
    private EventIdentity identity(String subject, String source, String id) {
        EventIdentity identity = new EventIdentity(caller.tenant(), subject, source, id);
        if ((subject + source + id).indexOf('\0') >= 0) {
            throw unknown(identity);
        }
        return identity;
    }

    private static ProblemException unknown(EventIdentity identity) {
        String name = identity.subject() + "/" + identity.id();
        return ProblemException.notFound("event", name.replaceAll("\\p{Cntrl}", "\uFFFD"));
    }
}
