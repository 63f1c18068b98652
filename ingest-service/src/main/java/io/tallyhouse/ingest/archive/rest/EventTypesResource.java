package io.tallyhouse.ingest.archive.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.ingest.archive.ListEventTypes;
import io.tallyhouse.ingest.archive.ListEventTypes.UsedType;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.Page;
import io.tallyhouse.kit.rest.PageRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Which types of events are sent, and which metrics use them. */
@Path("/v1/event-types")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class EventTypesResource {
    private final ListEventTypes listEventTypes;
    private final CurrentCaller caller;

    EventTypesResource(ListEventTypes listEventTypes, CurrentCaller caller) {
        this.listEventTypes = listEventTypes;
        this.caller = caller;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "listEventTypes",
            summary = "List the types of events",
            description =
                    "Every type that was ever sent, by name. One without metrics counts nowhere: it may be a typing"
                            + " error, or lack a metric.")
    public Uni<Page<EventTypeResponse>> list(
            @QueryParam("unused") @Parameter(description = "true for those that no metric uses") @Nullable
                    String unused,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Parameter(description = "Value of next of the page before") @Nullable String after) {
        List<Violation> violations = new ArrayList<>();
        int size = limit(limit, violations);
        boolean unusedOnly = unused != null && unused.equals("true");
        if (unused != null && !unusedOnly && !unused.equals("false")) {
            violations.add(new Violation("?unused", "'" + ReadQuery.shown(unused) + "' must be true or false"));
        }
        Optional<String> from = cursor(after, violations);
        if (!violations.isEmpty()) {
            throw new InvalidInput(violations);
        }
        return listEventTypes
                .execute(caller.tenant(), from, unusedOnly, size + 1)
                .map(found -> page(found, size));
    }

    private static Page<EventTypeResponse> page(List<UsedType> found, int size) {
        List<UsedType> shown = found.subList(0, Math.min(size, found.size()));
        return new Page<>(
                shown.stream().map(EventTypeResponse::from).toList(),
                found.size() > size ? written(shown.get(size - 1).type().type()) : null,
                null);
    }

    private static int limit(@Nullable String limit, List<Violation> violations) {
        try {
            return PageRequest.read(limit, null, null).limit();
        } catch (InvalidInput e) {
            violations.addAll(e.violations());
            return PageRequest.LIMIT_DEFAULT;
        }
    }

    private static String written(String type) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(("t" + type).getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> cursor(@Nullable String text, List<Violation> violations) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            String type = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            if (type.startsWith("t") && type.indexOf('\0') < 0) {
                return Optional.of(type.substring(1));
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        violations.add(
                new Violation("?after", "'" + ReadQuery.shown(text) + "' must be the next of a page of this list"));
        return Optional.empty();
    }

    /** A type of events. */
    @Schema(name = "EventType")
    record EventTypeResponse(
            String type,

            @Schema(description = "Received since the archive began, each time an event was sent")
            long events,

            Instant firstAcceptedAt,
            Instant lastAcceptedAt,

            @Schema(
                    description =
                            "That count events of this type, by their newest definition; none may be a typing error")
            List<MetricId> metrics) {
        static EventTypeResponse from(UsedType used) {
            return new EventTypeResponse(
                    used.type().type(),
                    used.type().events(),
                    used.type().firstAcceptedAt(),
                    used.type().lastAcceptedAt(),
                    used.metrics());
        }
    }
}
