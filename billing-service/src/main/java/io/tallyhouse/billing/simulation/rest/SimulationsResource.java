package io.tallyhouse.billing.simulation.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.simulation.CheckCandidates;
import io.tallyhouse.billing.simulation.Simulation;
import io.tallyhouse.billing.simulation.Simulations;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.Answers;
import io.tallyhouse.kit.rest.NewIds;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/simulations}. */
@Path("/v1/simulations")
@Tag(name = "Simulations")
public class SimulationsResource {
    private static final String PATH = "/v1/simulations/";
    private static final int PAGE_MAX = 10_000;
    private static final String HEADER = "customerId,currency,before,after,difference\n";

    private final Simulations simulations;
    private final CheckCandidates checkCandidates;
    private final CurrentCaller caller;
    private final Supplies supplies;

    SimulationsResource(
            Simulations simulations, CheckCandidates checkCandidates, CurrentCaller caller, Supplies supplies) {
        this.simulations = simulations;
        this.checkCandidates = checkCandidates;
        this.caller = caller;
        this.supplies = supplies;
    }

    /** What a new simulation gets. */
    @jakarta.enterprise.context.Dependent
    static class Supplies {
        private final NewIds ids;
        private final TenantClocks clocks;

        Supplies(NewIds ids, TenantClocks clocks) {
            this.ids = ids;
            this.clocks = clocks;
        }
    }

    @POST
    @RequiresScope(Scope.BILLING)
    @Operation(
            summary = "Asks what other prices would have made of the last months: old and new amount of each customer."
                    + " Nobody is billed by it.")
    public Uni<Response> create(JsonInput input) {
        TenantId tenant = caller.tenant();
        Simulation asked = SimulationBody.read(input, tenant, supplies.ids.next("sim"), supplies.clocks.now(tenant));
        return checkCandidates.execute(asked).chain(violations -> {
            if (!violations.isEmpty()) {
                throw new ProblemException(
                        new Problem(ProblemType.INVALID_INPUT, violations.get(0).detail(), violations));
            }
            return simulations
                    .add(asked)
                    .map(kept -> Answers.created(PATH + kept.id(), SimulationResponse.from(kept, List.of())));
        });
    }

    @GET
    @Path("{id}")
    @RequiresScope(Scope.READ)
    @Operation(summary = "How far a simulation is, and what it came to so far.")
    public Uni<SimulationResponse> read(@PathParam("id") String id) {
        return found(id)
                .chain(simulation -> simulations
                        .summaries(simulation.tenant(), id)
                        .map(summaries -> SimulationResponse.from(simulation, summaries)));
    }

    @GET
    @Path("{id}/customers")
    @RequiresScope(Scope.READ)
    @Operation(summary = "Each customer's old and new amount; those first who would pay most more.")
    public Uni<SimulationResponse.Amounts> customers(
            @PathParam("id") String id,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        checked("offset", offset, Integer.MAX_VALUE - PAGE_MAX, 0);
        checked("limit", limit, PAGE_MAX, 1);
        return found(id)
                .chain(simulation -> simulations
                        .amounts(simulation.tenant(), id, offset, limit + 1)
                        .map(amounts -> new SimulationResponse.Amounts(
                                amounts.stream()
                                        .limit(limit)
                                        .map(SimulationResponse.Amount::from)
                                        .toList(),
                                amounts.size() > limit ? Optional.of(offset + limit) : Optional.empty())));
    }

    @GET
    @Path("{id}/customers.csv")
    @Produces("text/csv")
    @RequiresScope(Scope.READ)
    @Operation(summary = "The same as CSV, with a header; up to 10,000 rows from the offset on.")
    public Uni<String> csv(@PathParam("id") String id, @QueryParam("offset") @DefaultValue("0") int offset) {
        checked("offset", offset, Integer.MAX_VALUE - PAGE_MAX, 0);
        return found(id)
                .chain(simulation -> simulations
                        .amounts(simulation.tenant(), id, offset, PAGE_MAX)
                        .map(amounts -> amounts.stream()
                                .map(SimulationResponse.Amount::from)
                                .map(amount -> amount.csv() + "\n")
                                .collect(Collectors.joining("", HEADER, ""))));
    }

    private static void checked(String name, int value, int most, int least) {
        if (value < least || value > most) {
            throw ProblemException.invalid("?" + name, "'" + value + "' must be from " + least + " to " + most);
        }
    }

    private Uni<Simulation> found(String id) {
        if (!IdGrammar.accepts(id)) {
            throw ProblemException.notFound("simulation", id);
        }
        return simulations
                .find(caller.tenant(), id)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("simulation", id)));
    }
}
