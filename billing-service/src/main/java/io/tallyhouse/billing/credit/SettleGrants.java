package io.tallyhouse.billing.credit;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.catalogue.Catalogue;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the grants that come again, and settles what is left of those whose last day is over, by their tenants' clocks.
 * Any number of instances may do so at the same time.
 */
@ApplicationScoped
public class SettleGrants {
    private static final System.Logger LOGGER = System.getLogger(SettleGrants.class.getName());
    private static final int GRANTS_MAX = 200;

    private final CreditGrants grants;
    private final Catalogue catalogue;
    private final TenantClocks clocks;

    SettleGrants(CreditGrants grants, Catalogue catalogue, TenantClocks clocks) {
        this.grants = grants;
        this.catalogue = catalogue;
        this.clocks = clocks;
    }

    /** One round. Answers to how many grants time had come. */
    public Uni<Integer> execute() {
        return grants.tenantsWithDue().chain(tenants -> {
            Map<TenantId, Instant> now = clocksOf(tenants);
            return now.isEmpty()
                    ? Uni.createFrom().item(0)
                    : grants.due(now, GRANTS_MAX)
                            .chain(due -> settle(due, now)
                                    .map(settled -> settled.stream()
                                            .mapToInt(Integer::intValue)
                                            .sum()));
        });
    }

    /** A tenant whose clock is not known here yet comes in a later round; it must not hold the others back. */
    private Map<TenantId, Instant> clocksOf(Set<TenantId> tenants) {
        Map<TenantId, Instant> now = new HashMap<>();
        for (TenantId tenant : tenants) {
            try {
                now.put(tenant, clocks.now(tenant));
            } catch (RuntimeException e) {
                LOGGER.log(System.Logger.Level.WARNING, "the clock of tenant {0} is not known: {1}", tenant, e);
            }
        }
        return now;
    }

    private Uni<List<Integer>> settle(List<CreditGrant> due, Map<TenantId, Instant> now) {
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUniAndConcatenate(grant -> settle(
                                grant,
                                Optional.ofNullable(now.get(grant.terms().tenant()))
                                        .orElseThrow())
                        .replaceWith(1)
                        .onFailure()
                        .invoke(failure -> LOGGER.log(
                                System.Logger.Level.WARNING,
                                "grant {0} of {1} is not settled and tried again: {2}",
                                grant.terms().id(),
                                grant.terms().tenant(),
                                failure))
                        .onFailure()
                        .recoverWithItem(0))
                .collect()
                .asList();
    }

    private Uni<Void> settle(CreditGrant grant, Instant now) {
        return customer(grant)
                .chain(customer ->
                        grants.pass(grant, now, next -> GrantDocument.of(next, customer, next.effectiveOn())));
    }

    /** Asked for only where the next one makes a document. */
    private Uni<Optional<CustomerRecord>> customer(CreditGrant grant) {
        if (!grant.terms().createInvoice() || grant.renewsOn().isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return catalogue
                .customer(grant.terms().tenant(), grant.terms().customerId())
                .invoke(found -> {
                    if (found.isEmpty()) {
                        throw new IllegalStateException(
                                "customer '" + grant.terms().customerId() + "', who is to be billed, is not known");
                    }
                });
    }
}
