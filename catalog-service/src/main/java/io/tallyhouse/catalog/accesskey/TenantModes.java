package io.tallyhouse.catalog.accesskey;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.catalog.TenantRecord.Mode;
import io.tallyhouse.kernel.id.TenantId;

/** Whether a tenant is live; asked of whoever owns tenants. */
public interface TenantModes {
    Uni<Mode> of(TenantId tenant);
}
