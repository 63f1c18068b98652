package io.tallyhouse.kit.clock;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;

/** A bean of a service with work that falls due: says whether all that is due has been done. */
public interface ClockSettling {
    /** @param now where the tenant's clock stands in this service */
    Uni<Boolean> isSettled(TenantId tenant, Instant now);
}
