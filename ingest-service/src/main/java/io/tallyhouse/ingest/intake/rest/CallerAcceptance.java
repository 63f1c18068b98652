package io.tallyhouse.ingest.intake.rest;

import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.ingest.intake.Acceptance;
import io.tallyhouse.ingest.intake.IdentityRules;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** The acceptance of the request at hand: its caller's tenant and that tenant's clock. */
@ApplicationScoped
class CallerAcceptance {
    private final CurrentCaller caller;
    private final TenantClocks clocks;
    private final IntakeLimits limits;
    private final RateGate gate;

    CallerAcceptance(CurrentCaller caller, TenantClocks clocks, IntakeLimits limits, RateGate gate) {
        this.gate = gate;
        this.caller = caller;
        this.clocks = clocks;
        this.limits = limits;
    }

    /** One identity of the caller, and when something about it is accepted. */
    record IdentityAcceptance(EventIdentity identity, Instant now) {}

    Acceptance now() {
        TenantId tenant = caller.tenant();
        return new Acceptance(tenant, clocks.now(tenant));
    }

    /**
     * Takes one event from what the tenant may send.
     *
     * @throws InvalidInput if no event can have this identity
     * @throws ProblemException 429 if the tenant sends too fast
     */
    IdentityAcceptance of(String subject, String source, String id) {
        Acceptance at = now();
        EventIdentity identity = new EventIdentity(at.tenant(), subject, source, id);
        List<Violation> violations = IdentityRules.violations(identity, limits.event());
        if (!violations.isEmpty()) {
            throw new InvalidInput(violations);
        }
        gate.admit(at.tenant(), 1);
        return new IdentityAcceptance(identity, at.now());
    }
}
