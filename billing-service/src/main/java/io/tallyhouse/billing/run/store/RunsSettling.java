package io.tallyhouse.billing.run.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.run.BillingRuns;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.clock.ClockSettling;
import io.tallyhouse.kit.store.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** A tenant's clock has settled here once every run that is due by it is done and has been sent. */
@ApplicationScoped
class RunsSettling implements ClockSettling {
    private final BillingRuns runs;
    private final Outbox outbox;
    private final Pool pool;

    RunsSettling(BillingRuns runs, Outbox outbox, Pool pool) {
        this.runs = runs;
        this.outbox = outbox;
        this.pool = pool;
    }

    @Override
    public Uni<Boolean> isSettled(TenantId tenant, Instant now) {
        // runs before outbox: what a run leaves in the outbox is seen there if the run was seen done
        return runs.hasOpenWork(tenant, now)
                .chain(open -> open ? Uni.createFrom().item(false) : outbox.isEmpty(pool, tenant));
    }
}
