package io.tallyhouse.ingest.archive.store;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once it is known which identities the archive has from days that the meter may have forgotten. */
@Readiness
@ApplicationScoped
class ForgottenIdentitiesReadiness implements HealthCheck {
    private final ForgottenIdentities forgotten;

    ForgottenIdentitiesReadiness(ForgottenIdentities forgotten) {
        this.forgotten = forgotten;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("old identities")
                .status(forgotten.isKnown())
                .build();
    }
}
