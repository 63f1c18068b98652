package io.tallyhouse.metrics.seat.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.QueryReader;
import io.tallyhouse.metrics.seat.ReadSeats;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How many seats customers have. */
@Path("/v1/seat-balances")
@Tag(name = "Seats")
@Produces(MediaType.APPLICATION_JSON)
public class SeatBalancesResource {
    private static final List<String> KNOWN = List.of("customer", "at", "excludeZero");
    private static final int CUSTOMERS_MAX = 100;

    private final ReadSeats readSeats;
    private final CurrentCaller caller;
    private final TenantClocks clocks;

    SeatBalancesResource(ReadSeats readSeats, CurrentCaller caller, TenantClocks clocks) {
        this.readSeats = readSeats;
        this.caller = caller;
        this.clocks = clocks;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "seatBalances",
            summary = "Tell how many seats of each type customers have",
            description =
                    "Of every GAUGE metric: the last totals sent for the customer's subjects, added up, by group. Totals"
                            + " are kept to the slot: of several in one slot of a subject the last one holds.")
    @Parameter(
            name = "customer",
            in = ParameterIn.QUERY,
            required = true,
            description = "A customer's id, or any subject; may be repeated")
    @Parameter(
            name = "at",
            in = ParameterIn.QUERY,
            description = "An RFC 3339 instant; now, by the tenant's clock, if absent")
    @Parameter(name = "excludeZero", in = ParameterIn.QUERY, description = "true leaves out balances of 0")
    public Uni<SeatBalancesResponse> balances(@Context UriInfo uri) {
        QueryReader reader = new QueryReader(uri.getQueryParameters(), KNOWN, List.of("customer"), Optional.empty());
        List<String> customers = reader.texts("customer", CUSTOMERS_MAX, "a customer's id, or any subject");
        Optional<Instant> at = reader.instant("at");
        boolean excludeZero = reader.flag("excludeZero");
        reader.complete();
        Instant when = at.orElseGet(() -> clocks.now(caller.tenant()));
        return readSeats
                .balances(caller.tenant(), customers, when)
                .map(found -> SeatBalancesResponse.from(customers, found, excludeZero));
    }
}
