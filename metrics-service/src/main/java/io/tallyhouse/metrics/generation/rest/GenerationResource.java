package io.tallyhouse.metrics.generation.rest;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.kit.access.ServiceOnly;
import io.tallyhouse.metrics.generation.CompareGenerations;
import io.tallyhouse.metrics.generation.CountingProgress;
import io.tallyhouse.metrics.generation.FormerWindows;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The move to another generation of the log: how far it is, whether it counts the same, and its end. */
@Path("/internal/generation")
@ServiceOnly
public class GenerationResource {
    private final CountingProgress progress;
    private final CompareGenerations compareGenerations;
    private final FormerWindows formerWindows;

    GenerationResource(CountingProgress progress, CompareGenerations compareGenerations, FormerWindows formerWindows) {
        this.progress = progress;
        this.compareGenerations = compareGenerations;
        this.formerWindows = formerWindows;
    }

    @GET
    @Path("progress")
    @Operation(hidden = true)
    public Uni<GenerationProgressResponse> progress() {
        return progress.execute().map(GenerationProgressResponse::from);
    }

    @GET
    @Path("comparison")
    @Blocking
    @Operation(hidden = true)
    public ComparisonResponse comparison() {
        return compareGenerations.execute().map(ComparisonResponse::from).orElseThrow(NotFoundException::new);
    }

    @DELETE
    @Path("former")
    @Blocking
    @Operation(hidden = true)
    public void forget() {
        formerWindows.forget();
    }
}
