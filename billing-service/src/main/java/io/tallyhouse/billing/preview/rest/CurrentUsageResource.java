package io.tallyhouse.billing.preview.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.preview.FindCurrentUsage;
import io.tallyhouse.billing.rest.document.ExpectedInvoiceResponse;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /v1/customers/{id}/current-usage}. */
@Path("/v1/customers/{id}/current-usage")
@Tag(name = "Schedules")
public class CurrentUsageResource {
    private final FindCurrentUsage findCurrentUsage;
    private final CurrentCaller caller;
    private final TenantClocks clocks;

    CurrentUsageResource(FindCurrentUsage findCurrentUsage, CurrentCaller caller, TenantClocks clocks) {
        this.findCurrentUsage = findCurrentUsage;
        this.caller = caller;
        this.clocks = clocks;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(
            summary =
                    "What the customer's active schedules have come to so far in their running periods, line by line.")
    public Uni<CurrentUsageResponse> read(@PathParam("id") String id) {
        if (!IdGrammar.accepts(id)) {
            throw ProblemException.notFound("customer", id);
        }
        TenantId tenant = caller.tenant();
        CustomerId customer = new CustomerId(id);
        Instant now = clocks.now(tenant);
        return findCurrentUsage
                .execute(tenant, customer, now)
                .map(found -> new CurrentUsageResponse(
                        customer,
                        now,
                        found.orElseThrow(() -> ProblemException.notFound("customer", id)).stream()
                                .map(running -> PreviewResponse.expected(running.schedule(), running.invoice()))
                                .toList()));
    }

    /** @param items one invoice for each schedule whose period runs, as it would be now */
    public record CurrentUsageResponse(CustomerId customerId, Instant asOf, List<ExpectedInvoiceResponse> items) {}
}
