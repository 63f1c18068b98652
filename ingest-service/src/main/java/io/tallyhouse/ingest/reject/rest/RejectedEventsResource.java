package io.tallyhouse.ingest.reject.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.ingest.reject.RejectedEvent;
import io.tallyhouse.ingest.reject.RejectedEvents;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.Page;
import io.tallyhouse.kit.rest.PageRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Records of the caller's inbox that were no events. */
@Path("/v1/rejected-events")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class RejectedEventsResource {
    private final RejectedEvents rejectedEvents;
    private final CurrentCaller caller;

    RejectedEventsResource(RejectedEvents rejectedEvents, CurrentCaller caller) {
        this.rejectedEvents = rejectedEvents;
        this.caller = caller;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "listRejectedEvents",
            summary = "List rejected events",
            description =
                    "Records of the tenant's Kafka inbox that were no valid events, newest first, with every fault"
                            + " of each. What HTTP refuses is told in its answer and not listed here.")
    public Uni<Page<RejectedEventResponse>> list(
            @QueryParam("limit") @Parameter(description = "Records on the page, 1 to 100; 20 if absent") @Nullable
                    String limit,
            @QueryParam("after") @Parameter(description = "Value of next of the page before") @Nullable String after,
            @QueryParam("before") @Parameter(description = "Value of previous of the page after") @Nullable
                    String before) {
        PageRequest page = PageRequest.read(limit, after, before);
        return rejectedEvents
                .list(caller.tenant(), page)
                .map(found -> Page.of(page, found, RejectedEvent::sequence, RejectedEventResponse::from));
    }
}
