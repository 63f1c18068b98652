package io.tallyhouse.billing.adjustment.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.adjustment.Adjustment.State;
import io.tallyhouse.billing.adjustment.Adjustments;
import io.tallyhouse.billing.adjustment.Adjustments.AdjustmentQuery;
import io.tallyhouse.billing.listing.Listed;
import io.tallyhouse.billing.rest.query.Filters;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.Page;
import io.tallyhouse.kit.rest.PageParameters;
import io.tallyhouse.kit.rest.PageRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/adjustments}. */
@Path("/v1/adjustments")
@Tag(name = "Adjustments")
public class AdjustmentsResource {
    private final Adjustments adjustments;
    private final CurrentCaller caller;

    AdjustmentsResource(Adjustments adjustments, CurrentCaller caller) {
        this.adjustments = adjustments;
        this.caller = caller;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(summary = "Lists what runs should have billed otherwise, newest first, and how it was settled.")
    public Uni<Page<AdjustmentResponse>> list(
            @QueryParam("scheduleId") @Nullable String scheduleId,
            @QueryParam("customerId") @Nullable String customerId,
            @QueryParam("status") @Nullable String status,
            @BeanParam PageParameters pages) {
        PageRequest page = pages.request();
        AdjustmentQuery query = new AdjustmentQuery(
                caller.tenant(),
                Filters.id("scheduleId", scheduleId, ScheduleId::new),
                Filters.id("customerId", customerId, CustomerId::new),
                Filters.oneOf("status", status, State.class),
                Filters.slice(page));
        return adjustments
                .list(query)
                .map(rows -> Page.of(page, rows, Listed::sequence, listed -> AdjustmentResponse.from(listed.item())));
    }
}
