package io.tallyhouse.ingest.intake.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.ingest.intake.AcceptEvents;
import io.tallyhouse.ingest.intake.rest.IntakeDesk.Sent;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.ProblemDocument;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Usage events in. */
@Path("/v1/events")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class EventsResource {
    private final AcceptEvents acceptEvents;
    private final EventBatchReader reader;
    private final IntakeDesk desk;

    EventsResource(AcceptEvents acceptEvents, EventBatchReader reader, IntakeDesk desk) {
        this.acceptEvents = acceptEvents;
        this.reader = reader;
        this.desk = desk;
    }

    @POST
    @RequiresScope(Scope.EVENTS_WRITE)
    @Consumes({
        MediaType.APPLICATION_JSON,
        "application/cloudevents+json",
        "application/cloudevents-batch+json",
        "application/x-ndjson",
        "application/ndjson"
    })
    @Operation(
            operationId = "sendEvents",
            summary = "Send usage events",
            description =
                    "One event or an array of events, CloudEvents 1.0 JSON, or one event on each line"
                            + " (application/x-ndjson); with ce-* headers the body is the data of one event (binary"
                            + " mode). Content-Encoding may be gzip. An event with the identity (subject,"
                            + " source, id) of a former one and the same content changes nothing, so sending again is safe; with"
                            + " other content it takes the former one's place. Valid events are accepted even if others are not.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(oneOf = {SentEvent.class, SentEvents.class})))
    @APIResponse(
            responseCode = "202",
            description = "Stored by all replicas",
            content = @Content(schema = @Schema(implementation = IntakeResponse.class)))
    @APIResponse(
            responseCode = "400",
            description = "Not JSON in UTF-8; nothing was accepted",
            content = @Content(mediaType = ProblemDocument.MEDIA_TYPE))
    @APIResponse(
            responseCode = "413",
            description = "Body, batch or an event is too large; nothing was accepted",
            content = @Content(mediaType = ProblemDocument.MEDIA_TYPE))
    @APIResponse(
            responseCode = "422",
            description = "No event is valid",
            content =
                    @Content(
                            mediaType = ProblemDocument.MEDIA_TYPE,
                            schema = @Schema(implementation = RefusedBatchDocument.class)))
    @APIResponse(
            responseCode = "429",
            description = "Too much is under way; repeat after Retry-After",
            content = @Content(mediaType = ProblemDocument.MEDIA_TYPE))
    @APIResponse(
            responseCode = "503",
            description = "Not confirmed; repeat the same request after Retry-After",
            content = @Content(mediaType = ProblemDocument.MEDIA_TYPE))
    public Uni<Response> send(byte[] body, UriInfo uri, @Context HttpServerRequest request) {
        return desk.take(new Sent(request, body, uri.getPath()), reader::read, acceptEvents::execute);
    }

    /** For the OpenAPI document only: bodies are read token by token. */
    @Schema(
            name = "UsageEvent",
            requiredProperties = {"id", "type", "subject"})
    record SentEvent(
            @Schema(maxLength = 200, description = "Names the event for good, within subject and source")
            String id,

            @Schema(maxLength = 200, examples = "llm.request")
            String type,

            @Schema(maxLength = 200, description = "Customer id or alias")
            String subject,

            @Schema(maxLength = 200, defaultValue = "") String source,

            @Schema(format = "date-time", description = "RFC 3339; the time of acceptance if absent")
            String time,

            @Schema(enumeration = "1.0") String specversion,

            @Schema(description = "Of versions of an event with a revision, the highest counts")
            Long revision,

            @Schema(
                    type = SchemaType.OBJECT,
                    maxProperties = 100,
                    description = "Flat: numbers of at most 34 digits, texts, booleans and nulls")
            Object data) {}

    /** For the OpenAPI document only. */
    @Schema(name = "UsageEvents", type = SchemaType.ARRAY, implementation = SentEvent.class, maxItems = 1000)
    record SentEvents() {}
}
