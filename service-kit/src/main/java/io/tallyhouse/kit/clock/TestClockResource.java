package io.tallyhouse.kit.clock;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.ServiceOnly;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Tells catalog-service how far this service has followed a clock move. */
@Path("/internal/test-clock/{tenant}")
@Produces(MediaType.APPLICATION_JSON)
@ServiceOnly
public class TestClockResource {
    private final SandboxClocks clocks;
    private final List<ClockSettling> works;

    TestClockResource(SandboxClocks clocks, @All List<ClockSettling> works) {
        this.clocks = clocks;
        this.works = works;
    }

    /**
     * @param appliedVersion of the tenant's record that this service goes by
     * @param settled whether no work is left that is due by the tenant's clock
     */
    public record AppliedClock(long appliedVersion, boolean settled) {}

    @GET
    @Operation(hidden = true)
    public Uni<AppliedClock> applied(@PathParam("tenant") String id) {
        if (!IdGrammar.accepts(id)) {
            throw ProblemException.notFound("tenant", id);
        }
        TenantId tenant = new TenantId(id);
        return clocks.find(tenant)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("tenant", id)))
                .flatMap(this::appliedBy);
    }

    private Uni<AppliedClock> appliedBy(TenantRecord tenant) {
        Instant now = clocks.timeOf(tenant);
        return Multi.createFrom()
                .iterable(works)
                .onItem()
                .transformToUniAndConcatenate(work -> work.isSettled(tenant.id(), now))
                .collect()
                .asList()
                .map(answers ->
                        new AppliedClock(tenant.version(), answers.stream().allMatch(settled -> settled)));
    }
}
