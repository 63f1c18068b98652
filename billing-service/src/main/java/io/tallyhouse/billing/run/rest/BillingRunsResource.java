package io.tallyhouse.billing.run.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.listing.Listed;
import io.tallyhouse.billing.rest.query.Filters;
import io.tallyhouse.billing.run.BillingRun.State;
import io.tallyhouse.billing.run.BillingRuns.RunQuery;
import io.tallyhouse.billing.run.ReportRuns;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.Page;
import io.tallyhouse.kit.rest.PageParameters;
import io.tallyhouse.kit.rest.PageRequest;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/billing-runs")
@Tag(name = "Billing runs")
public class BillingRunsResource {
    private final ReportRuns reportRuns;
    private final CurrentCaller caller;

    BillingRunsResource(ReportRuns reportRuns, CurrentCaller caller) {
        this.reportRuns = reportRuns;
        this.caller = caller;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(summary = "Lists runs, newest first, with what each one not done waits for.")
    public Uni<Page<BillingRunResponse>> list(@BeanParam Parameters parameters, @BeanParam PageParameters pages) {
        PageRequest page = pages.request();
        RunQuery query = new RunQuery(
                caller.tenant(),
                Filters.id("scheduleId", parameters.scheduleId, ScheduleId::new),
                Filters.id("customerId", parameters.customerId, CustomerId::new),
                Filters.oneOf("status", parameters.status, State.class),
                Filters.slice(page));
        return reportRuns
                .list(query)
                .map(rows -> Page.of(page, rows, Listed::sequence, listed -> BillingRunResponse.from(listed.item())));
    }

    @GET
    @Path("{id}")
    @RequiresScope(Scope.READ)
    @Operation(summary = "Reads a run.")
    public Uni<BillingRunResponse> read(@PathParam("id") String id) {
        if (!IdGrammar.accepts(id)) {
            throw ProblemException.notFound("billing run", id);
        }
        return reportRuns
                .find(caller.tenant(), new RunId(id))
                .map(found ->
                        BillingRunResponse.from(found.orElseThrow(() -> ProblemException.notFound("billing run", id))));
    }

    /** Which runs. */
    public static final class Parameters {
        @QueryParam("scheduleId")
        @Nullable
        public String scheduleId;

        @QueryParam("customerId")
        @Nullable
        public String customerId;

        @QueryParam("status")
        @Nullable
        public String status;
    }
}
