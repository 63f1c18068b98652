package io.tallyhouse.ingest.reject.store;

import io.tallyhouse.kit.store.RowRetention;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How long rejected records are kept. */
final class RejectedRetention {
    @Produces
    @Singleton
    RowRetention rejected(@ConfigProperty(name = "tallyhouse.rejected.retention-days", defaultValue = "90") int days) {
        return new RowRetention("rejected_records", "rejected_at", days);
    }
}
