package io.tallyhouse.billing.credit;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.credit.CreditGrant.State;
import io.tallyhouse.billing.credit.CreditGrant.Status;
import io.tallyhouse.billing.credit.CreditGrants.GrantDecision;
import io.tallyhouse.billing.credit.CreditGrants.GrantOutcome;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.GrantId;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What people do to a grant: write into its ledger, take it back. */
@ApplicationScoped
public class ChangeGrant {
    private final CreditGrants grants;
    private final TenantClocks clocks;

    ChangeGrant(CreditGrants grants, TenantClocks clocks) {
        this.grants = grants;
        this.clocks = clocks;
    }

    /**
     * Adds to a grant or takes from it.
     *
     * @param expected version that the caller has read, if it says so
     */
    public Uni<GrantOutcome> adjust(TenantId tenant, GrantId id, Adjustment adjustment, OptionalLong expected) {
        Instant now = clocks.now(tenant);
        return grants.requested(tenant, adjustment.requestId())
                .chain(made -> made.isPresent()
                        ? grants.decide(tenant, id, GrantDecision.Keep::new).map(found -> repeated(found, made.get()))
                        : grants.decide(
                                tenant,
                                id,
                                current -> stale(current, expected)
                                        .or(() -> refusal(current, adjustment, now))
                                        .<GrantDecision>map(GrantDecision.Refuse::new)
                                        .orElseGet(() -> new GrantDecision.Save(GrantChange.of(current)
                                                .adjusted(
                                                        adjustment.amount(),
                                                        adjustment.reason(),
                                                        adjustment.requestId(),
                                                        now)))));
    }

    /** What a request has done before is answered again. */
    private static GrantOutcome repeated(GrantOutcome found, CreditTransaction made) {
        return found instanceof GrantOutcome.Saved saved ? new GrantOutcome.Saved(saved.grant(), List.of(made)) : found;
    }

    /** Takes back what is left, and ends its series. Repeating it changes nothing. */
    public Uni<GrantOutcome> takeBack(TenantId tenant, GrantId id, OptionalLong expected) {
        Instant now = clocks.now(tenant);
        return grants.decide(tenant, id, current -> {
            if (current.standing().status() == Status.VOID) {
                return new GrantDecision.Keep(current);
            }
            return stale(current, expected)
                    .<GrantDecision>map(GrantDecision.Refuse::new)
                    .orElseGet(
                            () -> new GrantDecision.Save(GrantChange.of(current).voided(now)));
        });
    }

    private static Optional<Problem> stale(CreditGrant current, OptionalLong expected) {
        long version = current.standing().version();
        return expected.isEmpty() || expected.getAsLong() == version
                ? Optional.empty()
                : Optional.of(Problem.of(
                        ProblemType.PRECONDITION_FAILED,
                        "the grant is at version " + version + "; read it again and repeat"));
    }

    private static Optional<Problem> refusal(CreditGrant current, Adjustment adjustment, Instant now) {
        State state = current.stateAt(now);
        if (state == State.VOID || state == State.EXPIRED) {
            return Optional.of(Problem.of(
                    ProblemType.CONFLICT,
                    "grant '" + current.terms().id() + "' is " + state + "; nothing can be added to it or taken from it"
                            + " any more, make a new grant"));
        }
        CreditUnit unit = current.terms().unit();
        if (!unit.fits(adjustment.amount())) {
            return invalid("'" + adjustment.amount().toPlainString() + "' must have at most "
                    + unit.currency().orElseThrow().scale() + " decimals, as "
                    + unit.currency().orElseThrow() + " has");
        }
        return current.balance().add(adjustment.amount()).signum() < 0
                ? invalid("'" + adjustment.amount().toPlainString() + "' must not take more than the balance, which is "
                        + unit.text(current.balance()))
                : Optional.empty();
    }

    private static Optional<Problem> invalid(String detail) {
        return Optional.of(Problem.of(ProblemType.INVALID_INPUT, new Violation("/amount", detail)));
    }

    /**
     * A manual entry.
     *
     * @param amount signed, not zero
     * @param requestId the same for the same request
     */
    public record Adjustment(BigDecimal amount, String reason, String requestId) {}
}
