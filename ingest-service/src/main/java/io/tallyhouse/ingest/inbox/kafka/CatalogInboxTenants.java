package io.tallyhouse.ingest.inbox.kafka;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.ingest.inbox.InboxTenants;
import io.tallyhouse.ingest.intake.Acceptance;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.clock.SandboxClocks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** {@link InboxTenants} from the copy of {@code catalog-tenants}; one that is not in it is asked for. */
@ApplicationScoped
class CatalogInboxTenants implements InboxTenants {
    private final SandboxClocks tenants;
    private final TenantClocks clocks;

    CatalogInboxTenants(SandboxClocks tenants, TenantClocks clocks) {
        this.tenants = tenants;
        this.clocks = clocks;
    }

    @Override
    public Uni<Optional<Acceptance>> acceptance(TenantId tenant) {
        return tenants.find(tenant)
                // an answer comes on an event loop, which must not read hundreds of events
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(found -> found.map(known -> new Acceptance(tenant, clocks.now(tenant))));
    }
}
