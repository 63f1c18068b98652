package io.tallyhouse.ingest.reject;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rejected records, until their retention ends. */
public interface RejectedEvents {
    /** At most {@link PageRequest#fetchSize}, in the order of the page. */
    Uni<List<RejectedEvent>> list(TenantId tenant, PageRequest page);

    Uni<Optional<RejectedEvent>> find(TenantId tenant, String id);

    Uni<Void> noteReplayed(TenantId tenant, String id, Instant at);
}
