package io.tallyhouse.ingest.intake.store;

import io.tallyhouse.kit.store.RowRetention;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where events stood is forgotten with the archive. */
final class EventSubjectsRetention {
    @Produces
    @Singleton
    RowRetention subjects(@ConfigProperty(name = "tallyhouse.archive.retention-days", defaultValue = "400") int days) {
        return new RowRetention("usage_event_subjects", "seen_at", days);
    }
}
