package io.tallyhouse.billing.credit.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.credit.CreditGrants;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.clock.ClockSettling;
import io.tallyhouse.kit.store.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** A tenant's clock has settled here once nothing is left to do to its grants by it, and all that was done is sent. */
@ApplicationScoped
class CreditsSettling implements ClockSettling {
    private final CreditGrants grants;
    private final Outbox outbox;
    private final Pool pool;

    CreditsSettling(CreditGrants grants, Outbox outbox, Pool pool) {
        this.grants = grants;
        this.outbox = outbox;
        this.pool = pool;
    }

    @Override
    public Uni<Boolean> isSettled(TenantId tenant, Instant now) {
        // grants before outbox: what settling one leaves there is seen if the grant was seen settled
        return grants.hasDue(tenant, now)
                .chain(due -> due ? Uni.createFrom().item(false) : outbox.isEmpty(pool, tenant));
    }
}
