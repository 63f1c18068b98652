package io.tallyhouse.ingest.inbox;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.ingest.intake.Acceptance;
import io.tallyhouse.kernel.id.TenantId;
import java.util.Optional;

/** The tenants whose inboxes are read. */
public interface InboxTenants {
    /** An acceptance at this moment; empty if there is no such tenant. Fails if nobody can tell at the moment. */
    Uni<Optional<Acceptance>> acceptance(TenantId tenant);
}
