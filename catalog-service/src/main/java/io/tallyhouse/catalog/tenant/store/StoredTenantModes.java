package io.tallyhouse.catalog.tenant.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.accesskey.TenantModes;
import io.tallyhouse.catalog.tenant.Tenants;
import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.contracts.catalog.TenantRecord.Mode;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.inject.Singleton;

@Singleton
class StoredTenantModes implements TenantModes {
    private final Tenants tenants;

    StoredTenantModes(Tenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public Uni<Mode> of(TenantId tenant) {
        return tenants.find(tenant)
                .map(found -> found.map(TenantRecord::mode)
                        .orElseThrow(() -> new IllegalStateException("tenant " + tenant + " has keys but no record")));
    }
}
