package io.tallyhouse.ingest.reject.rest;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.ingest.reject.ReplayRejected;
import io.tallyhouse.ingest.reject.ReplayRejected.Replay;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.ProblemDocument;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Sends rejected records again. */
@Path("/v1/rejected-events/{id}/replay")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class ReplaysResource {
    private final ReplayRejected replayRejected;
    private final ReplayAcceptance acceptance;

    ReplaysResource(ReplayRejected replayRejected, ReplayAcceptance acceptance) {
        this.replayRejected = replayRejected;
        this.acceptance = acceptance;
    }

    @POST
    @Blocking
    @RequiresScope(Scope.EVENTS_WRITE)
    @Operation(
            operationId = "replayRejectedEvent",
            summary = "Replay a rejected event",
            description = "Accepts the record as it was sent, for what was wrong may have been mended meanwhile; or, if"
                    + " the request has a body, the CloudEvent in it instead.")
    @RequestBody(
            description = "The event as it should have been; nothing for the record as it was",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT, description = "One CloudEvent")))
    @APIResponse(
            responseCode = "202",
            description = "Stored by all replicas",
            content = @Content(schema = @Schema(implementation = ReplayReceipt.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such rejected record",
            content = @Content(mediaType = ProblemDocument.MEDIA_TYPE))
    @APIResponse(
            responseCode = "409",
            description = "It was replayed before",
            content = @Content(mediaType = ProblemDocument.MEDIA_TYPE))
    @APIResponse(
            responseCode = "422",
            description = "It is no valid event still",
            content = @Content(mediaType = ProblemDocument.MEDIA_TYPE))
    public Uni<Response> replay(@PathParam("id") String id, byte[] body, @Context HttpHeaders headers) {
        // clients name some type even without a body
        if (body.length > 0 && !isJson(headers.getMediaType())) {
            throw ProblemException.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the event as application/json.");
        }
        if (id.indexOf('\0') >= 0) {
            throw ProblemException.notFound("rejected event", id);
        }
        Replay replay = acceptance.of(id, body);
        return replayRejected
                .execute(replay)
                .map(outcome -> ReplayAnswers.of(id, outcome))
                .onFailure()
                .transform(ReplayAnswers::of);
    }

    private static boolean isJson(@Nullable MediaType type) {
        return type != null
                && (type.getSubtype().equals("json") || type.getSubtype().endsWith("+json"));
    }

    /** What became of the event, as of events that were sent. */
    @Schema(name = "ReplayReceipt")
    record ReplayReceipt(String id, int accepted, int quarantined, int duplicatesInRequest, List<Violation> errors) {}
}
