package io.tallyhouse.ingest.reject.rest;

import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.ingest.intake.Acceptance;
import io.tallyhouse.ingest.reject.ReplayRejected.Replay;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;

/** The replay that the request at hand asks for: by its caller's tenant, that tenant's clock and the wall. */
@ApplicationScoped
class ReplayAcceptance {
    private final CurrentCaller caller;
    private final TenantClocks clocks;
    private final InstantSource wall;

    ReplayAcceptance(CurrentCaller caller, TenantClocks clocks, InstantSource wall) {
        this.caller = caller;
        this.clocks = clocks;
        this.wall = wall;
    }

    Replay of(String id, byte[] body) {
        TenantId tenant = caller.tenant();
        return new Replay(
                id,
                Optional.of(body).filter(sent -> sent.length > 0),
                new Acceptance(tenant, clocks.now(tenant)),
                wall.instant());
    }
}
