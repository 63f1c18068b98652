package io.tallyhouse.catalog.tenant;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.catalog.TenantRecord;

/** The services that obey a tenant's clock. */
public interface ClockFollowers {
    /** True if every service knows this version of the tenant and has no work left that was due by its time. */
    Uni<Boolean> haveSettled(TenantRecord tenant);
}
