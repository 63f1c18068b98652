package io.tallyhouse.billing.credit.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.catalogue.Catalogue;
import io.tallyhouse.billing.credit.CreditBalance;
import io.tallyhouse.billing.credit.CreditGrants;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/customers/{id}/credit-balances")
@Tag(name = "Credit grants")
public class CreditBalancesResource {
    private final CreditGrants grants;
    private final Catalogue catalogue;
    private final CurrentCaller caller;
    private final TenantClocks clocks;

    CreditBalancesResource(CreditGrants grants, Catalogue catalogue, CurrentCaller caller, TenantClocks clocks) {
        this.grants = grants;
        this.catalogue = catalogue;
        this.caller = caller;
        this.clocks = clocks;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(summary = "What credit a customer has, by currency and metric.")
    public Uni<CreditBalancesResponse> read(@PathParam("id") String id) {
        TenantId tenant = caller.tenant();
        Instant now = clocks.now(tenant);
        if (!IdGrammar.accepts(id)) {
            throw ProblemException.notFound("customer", id);
        }
        CustomerId customer = new CustomerId(id);
        return catalogue.customer(tenant, customer).chain(found -> {
            if (found.isEmpty()) {
                throw ProblemException.notFound("customer", id);
            }
            return grants.live(tenant, customer)
                    .map(live -> CreditBalancesResponse.from(customer, now, CreditBalance.of(live, now)));
        });
    }
}
