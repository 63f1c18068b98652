package io.tallyhouse.ingest.intake.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.kit.access.ServiceOnly;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Takes a body and does nothing with it: what a request costs before anything is done. Benchmarks stand beside it. */
@Path("/internal/empty-requests")
@ServiceOnly
public class EmptyRequestsResource {
    @POST
    @Operation(hidden = true)
    public Uni<Response> take(byte[] body) {
        return Uni.createFrom().item(Response.accepted().build());
    }
}
