package io.tallyhouse.ingest.intake;

import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * For whom and when a request's events are accepted.
 *
 * @param now by the tenant's clock, in whole microseconds, which is what the archive can keep
 */
public record Acceptance(TenantId tenant, Instant now) {
    public Acceptance {
        now = now.truncatedTo(ChronoUnit.MICROS);
    }
}
