package io.tallyhouse.kit.access;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.kernel.id.TenantId;

/** Told of each caller's tenant before its request is served, for what must be known about the tenant by then. */
public interface TenantArrival {
    Uni<Void> arrives(TenantId tenant);
}
