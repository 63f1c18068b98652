package io.tallyhouse.metrics.usage.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.time.ServicePeriod;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.PeriodParameters;
import io.tallyhouse.kit.rest.QueryReader;
import io.tallyhouse.metrics.usage.RankCustomers;
import io.tallyhouse.metrics.usage.RankCustomers.Request;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who used most of a metric. */
@Path("/v1/metrics/{id}/top-customers")
@Tag(name = "Metrics")
@Produces(MediaType.APPLICATION_JSON)
public class TopCustomersResource {
    private static final List<String> KNOWN = List.of("from", "to", "timeZone", "limit");
    private static final int LIMIT_DEFAULT = 10;
    private static final int LIMIT_MAX = 100;

    private final RankCustomers rankCustomers;
    private final CurrentCaller caller;

    TopCustomersResource(RankCustomers rankCustomers, CurrentCaller caller) {
        this.rankCustomers = rankCustomers;
        this.caller = caller;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "topCustomers",
            summary = "Rank customers by what a metric counted for them in a period",
            description =
                    "A name counts for whose it is at the time; what is no customer's is ranked under its own name.")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "Customers at most: 1 to 100, default 10")
    public Uni<TopCustomersResponse> top(
            @PathParam("id") String id, @BeanParam PeriodParameters period, @Context UriInfo uri) {
        QueryReader reader = new QueryReader(uri.getQueryParameters(), KNOWN, List.of(), Optional.empty());
        ZoneId zone = reader.zone();
        Optional<ServicePeriod> asked = reader.period(zone);
        int limit = reader.limit(LIMIT_DEFAULT, LIMIT_MAX);
        reader.complete();
        MetricId metric = MetricAnswers.metric(id);
        return rankCustomers
                .execute(new Request(caller.tenant(), metric, asked.orElseThrow(), zone, limit))
                .map(answer -> TopCustomersResponse.from(MetricAnswers.told(metric, answer)));
    }
}
