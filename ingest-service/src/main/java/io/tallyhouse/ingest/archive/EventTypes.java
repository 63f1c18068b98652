package io.tallyhouse.ingest.archive;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The types of events that tenants have sent. */
public interface EventTypes {
    /**
     * What was received of a type, whether it counted or not.
     *
     * @param events received, each time it was sent
     * @param firstAcceptedAt by the tenant's clock, as the last
     */
    record EventType(String type, long events, Instant firstAcceptedAt, Instant lastAcceptedAt) {}

    /** By name in code-point order, those after the one named. */
    Uni<List<EventType>> of(TenantId tenant, Optional<String> after, int limit);
}
