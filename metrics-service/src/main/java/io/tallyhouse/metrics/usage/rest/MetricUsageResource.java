package io.tallyhouse.metrics.usage.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.PeriodParameters;
import io.tallyhouse.metrics.usage.ReadUsage;
import io.tallyhouse.metrics.usage.UsageRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Usage of a metric. */
@Path("/v1/metrics/{id}/usage")
@Tag(name = "Metrics")
@Produces(MediaType.APPLICATION_JSON)
public class MetricUsageResource {
    private final ReadUsage readUsage;
    private final CurrentCaller caller;

    MetricUsageResource(ReadUsage readUsage, CurrentCaller caller) {
        this.readUsage = readUsage;
        this.caller = caller;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(summary = "Tells what the metric counted for a customer in a period, and up to when that is complete.")
    @Parameter(
            name = "customer",
            in = ParameterIn.QUERY,
            required = true,
            description = "A customer's id, or any subject; may be repeated, and the answer is over all of them")
    @Parameter(
            name = "includeChildren",
            in = ParameterIn.QUERY,
            description =
                    "true counts the customers' children and all further descendants too, each once; default false")
    @Parameter(
            name = "granularity",
            in = ParameterIn.QUERY,
            description = "TOTAL (default), MONTH, WEEK, DAY, HOUR or SLOT")
    @Parameter(
            name = "group.property",
            in = ParameterIn.QUERY,
            description = "Only groups with this value of the property named after the point; empty asks for events"
                    + " without it. One for each property of groupBy.")
    public Uni<UsageResponse> usage(
            @PathParam("id") String id, @BeanParam PeriodParameters period, @Context UriInfo uri) {
        UsageParameters read = UsageParameters.read(uri.getQueryParameters());
        MetricId metric = MetricAnswers.metric(id);
        return readUsage
                .execute(new UsageRequest(caller.tenant(), metric, read.asked(), read.span(), read.groups()))
                .map(answer -> UsageResponse.from(MetricAnswers.told(metric, answer)));
    }
}
