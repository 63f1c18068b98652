package io.tallyhouse.contracts.clock;

import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;

/** The clocks of the tenants. A live tenant's is wall time; a sandbox's stands where it was set. */
public interface TenantClocks {
    Instant now(TenantId tenant);
}
