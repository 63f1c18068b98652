package io.tallyhouse.billing.credit;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.credit.CreditGrant.State;
import io.tallyhouse.billing.listing.Listed;
import io.tallyhouse.billing.listing.Slice;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.GrantId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The grants of all tenants with their ledgers. Every method is one unit of work. */
public interface CreditGrants {
    /** Saves a new grant and asks for the document of its cost, if it has one; refuses an id that the tenant has used. */
    Uni<GrantOutcome> add(GrantChange granted, Optional<InvoiceRequested> document);

    Uni<Optional<CreditGrant>> find(TenantId tenant, GrantId id);

    /** One more than the slice's limit where there are more; in the slice's own direction. */
    Uni<List<Listed<CreditGrant>>> list(GrantQuery query);

    /** As {@link #list}, by number. */
    Uni<List<Listed<CreditTransaction>>> transactions(TenantId tenant, GrantId id, Slice slice);

    Uni<Optional<CreditTransaction>> transaction(TenantId tenant, GrantId id, int number);

    /** The manual entry that this request has made, if it has. */
    Uni<Optional<CreditTransaction>> requested(TenantId tenant, String requestId);

    /** A customer's grants that are open, or that another one will follow. */
    Uni<List<CreditGrant>> live(TenantId tenant, CustomerId customer);

    /** Loads with a lock, applies the pure decision, saves what it says. Refuses where there is no such grant. */
    Uni<GrantOutcome> decide(TenantId tenant, GrantId id, Function<CreditGrant, GrantDecision> decision);

    /** Tenants with a grant that time will do something to. */
    Uni<Set<TenantId>> tenantsWithDue();

    /** Grants that time has come to at their tenants' clocks, longest due first; none that has to wait for a run. */
    Uni<List<CreditGrant>> due(Map<TenantId, Instant> clocks, int limit);

    /**
     * Does what time does to a grant until that moment, unless somebody else has, or is about to.
     *
     * @param document of the cost of the one that follows, asked for where one is made
     */
    Uni<Void> pass(CreditGrant due, Instant now, Function<GrantTerms, Optional<InvoiceRequested>> document);

    /** Whether there is something to do by then, apart from what waits for a run that is not due yet. */
    Uni<Boolean> hasDue(TenantId tenant, Instant now);

    /**
     * Which grants are wanted.
     *
     * @param now the tenant's clock, by which states are told
     */
    record GrantQuery(
            TenantId tenant, Optional<CustomerId> customerId, Optional<State> state, Instant now, Slice slice) {}

    /** What becomes of a loaded grant. */
    sealed interface GrantDecision {
        record Save(GrantChange change) implements GrantDecision {}

        record Keep(CreditGrant grant) implements GrantDecision {}

        record Refuse(Problem problem) implements GrantDecision {}
    }

    /** What came of it. */
    sealed interface GrantOutcome {
        /** @param entries written just now */
        record Saved(CreditGrant grant, List<CreditTransaction> entries) implements GrantOutcome {}

        record Refused(Problem problem) implements GrantOutcome {}
    }
}
