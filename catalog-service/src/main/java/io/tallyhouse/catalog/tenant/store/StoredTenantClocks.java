package io.tallyhouse.catalog.tenant.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.tenant.Tenants;
import io.tallyhouse.catalog.tenant.TestClock;
import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.TenantArrival;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tenants' clocks where they are kept: read for each request, so that no other instance's change is missed. */
@Singleton
class StoredTenantClocks implements TenantClocks, TenantArrival {
    private final Map<TenantId, TenantRecord> arrived = new ConcurrentHashMap<>();
    private final Tenants tenants;
    private final InstantSource wall;

    StoredTenantClocks(Tenants tenants, InstantSource wall) {
        this.tenants = tenants;
        this.wall = wall;
    }

    @Override
    public Uni<Void> arrives(TenantId tenant) {
        return tenants.find(tenant)
                .invoke(found -> found.ifPresent(record -> arrived.put(tenant, record)))
                .replaceWithVoid();
    }

    /** A tenant whose request has not arrived here, as the operator, goes by wall time. */
    @Override
    public Instant now(TenantId tenant) {
        return Optional.ofNullable(arrived.get(tenant))
                .map(known -> new TestClock(known).now(wall.instant()))
                .orElseGet(wall::instant);
    }
}
