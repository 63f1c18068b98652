package io.tallyhouse.billing.run.store;

import io.tallyhouse.billing.schedule.NextRun;
import io.tallyhouse.billing.store.settings.BillingSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The grace period as the domain knows it. */
final class GraceSetting {
    @Produces
    @Singleton
    NextRun.Grace grace(BillingSettings settings) {
        return new NextRun.Grace(settings.grace());
    }
}
