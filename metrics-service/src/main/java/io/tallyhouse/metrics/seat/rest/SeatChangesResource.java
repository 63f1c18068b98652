package io.tallyhouse.metrics.seat.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.time.ServicePeriod;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.PeriodParameters;
import io.tallyhouse.kit.rest.ProblemException;
import io.tallyhouse.kit.rest.QueryReader;
import io.tallyhouse.metrics.seat.ReadSeats;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** When seats were added and removed. */
@Path("/v1/metrics/{id}/changes")
@Tag(name = "Seats")
@Produces(MediaType.APPLICATION_JSON)
public class SeatChangesResource {
    private static final List<String> KNOWN = List.of("customer", "from", "to", "timeZone");

    private final ReadSeats readSeats;
    private final CurrentCaller caller;

    SeatChangesResource(ReadSeats readSeats, CurrentCaller caller) {
        this.readSeats = readSeats;
        this.caller = caller;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "seatChanges",
            summary = "Tell when a customer's seats were added and removed",
            description =
                    "Derived from the totals sent to a GAUGE metric; a total that comes late takes its place in time.")
    @Parameter(
            name = "customer",
            in = ParameterIn.QUERY,
            required = true,
            description = "A customer's id, or any subject")
    public Uni<SeatChangesResponse> changes(
            @PathParam("id") String id, @BeanParam PeriodParameters period, @Context UriInfo uri) {
        QueryReader reader = new QueryReader(uri.getQueryParameters(), KNOWN, List.of(), Optional.empty());
        List<String> customers = reader.texts("customer", 1, "a customer's id, or any subject");
        Optional<ServicePeriod> asked = reader.period(reader.zone());
        reader.complete();
        if (!IdGrammar.accepts(id)) {
            throw ProblemException.notFound("GAUGE metric", id);
        }
        return readSeats
                .changes(caller.tenant(), new MetricId(id), customers.get(0), asked.orElseThrow())
                .map(found -> SeatChangesResponse.from(
                        found.orElseThrow(() -> ProblemException.notFound("GAUGE metric", id))));
    }
}
