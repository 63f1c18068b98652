package io.tallyhouse.ingest.intake.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.ingest.intake.AcceptCustomerEvents;
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

/** Usage events in, whose id alone is their identity. */
@Path("/v1/usage-events")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class UsageEventsResource {
    private final AcceptCustomerEvents acceptEvents;
    private final EventBatchReader reader;
    private final IntakeDesk desk;

    UsageEventsResource(AcceptCustomerEvents acceptEvents, EventBatchReader reader, IntakeDesk desk) {
        this.acceptEvents = acceptEvents;
        this.reader = reader;
        this.desk = desk;
    }

    @POST
    @RequiresScope(Scope.EVENTS_WRITE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "sendUsageEvents",
            summary = "Send usage events named by their id alone",
            description = "One event or an array of events. An event with the customerEventId of a former one takes its"
                    + " place, under another customerAlias too: the last received counts. The alias VOID takes the event"
                    + " out of every count. Content-Encoding may be gzip.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(oneOf = {SentCustomerEvent.class, SentCustomerEvents.class})))
    @APIResponse(
            responseCode = "202",
            description = "Stored by all replicas",
            content = @Content(schema = @Schema(implementation = IntakeResponse.class)))
    @APIResponse(
            responseCode = "422",
            description = "No event is valid",
            content =
                    @Content(
                            mediaType = ProblemDocument.MEDIA_TYPE,
                            schema = @Schema(implementation = RefusedBatchDocument.class)))
    @APIResponse(
            responseCode = "429",
            description = "Too many events for now; repeat after Retry-After",
            content = @Content(mediaType = ProblemDocument.MEDIA_TYPE))
    @APIResponse(
            responseCode = "503",
            description =
                    "Not confirmed; repeat the same request after Retry-After, with the ids told in madeIds for events"
                            + " without one",
            content = @Content(mediaType = ProblemDocument.MEDIA_TYPE))
    public Uni<Response> send(byte[] body, UriInfo uri, @Context HttpServerRequest request) {
        return desk.take(new Sent(request, body, uri.getPath()), reader::readCustomerEvents, acceptEvents::execute);
    }

    /** For the OpenAPI document only: bodies are read token by token. */
    @Schema(
            name = "CustomerUsageEvent",
            requiredProperties = {"eventType", "customerAlias"})
    record SentCustomerEvent(
            @Schema(maxLength = 200, examples = "llm.request")
            String eventType,

            @Schema(maxLength = 200, description = "Customer id or alias; VOID takes the event out of every count")
            String customerAlias,

            @Schema(format = "date-time", description = "RFC 3339; the time of acceptance if absent")
            String eventTimestamp,

            @Schema(
                    maxLength = 200,
                    description = "Names the event for good, across all aliases; made, and told in madeIds, if absent")
            String customerEventId,

            @Schema(
                    type = SchemaType.OBJECT,
                    maxProperties = 100,
                    description = "Flat: numbers of at most 34 digits, texts, booleans and nulls")
            Object eventProperties) {}

    /** For the OpenAPI document only. */
    @Schema(
            name = "CustomerUsageEvents",
            type = SchemaType.ARRAY,
            implementation = SentCustomerEvent.class,
            maxItems = 1000)
    record SentCustomerEvents() {}
}
