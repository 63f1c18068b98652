package io.tallyhouse.ingest.intake.rest;

import io.tallyhouse.ingest.intake.EventIds;
import io.tallyhouse.ingest.intake.IntakeRates;
import io.tallyhouse.kit.rest.NewIds;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes what the settings of intake decide. */
final class IntakeWiring {
    @Produces
    @Singleton
    IntakeRates rates(IntakeLimits limits) {
        return new IntakeRates(limits.rate().eventsPerSecond(), limits.rate().burst(), System::nanoTime);
    }

    @Produces
    @Singleton
    EventIds ids(NewIds ids) {
        return () -> ids.next("evt");
    }
}
