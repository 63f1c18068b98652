package io.tallyhouse.ingest.intake.rest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tallyhouse.ingest.intake.IntakeReceipt;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts what intake does. */
@ApplicationScoped
class IntakeMeters {
    private final Counter accepted;
    private final Counter quarantined;
    private final Counter refused;
    private final Counter duplicates;
    private final Counter voids;
    private final Counter restores;

    IntakeMeters(MeterRegistry registry) {
        accepted = counter(registry, "tallyhouse.events.accepted", "Events that the log has");
        quarantined = counter(registry, "tallyhouse.events.quarantined", "Events that wait for their release");
        refused = counter(registry, "tallyhouse.events.refused", "Events with faults");
        duplicates = counter(registry, "tallyhouse.events.repeated", "Duplicates within one request");
        voids = counter(registry, "tallyhouse.events.voids", "Voids that the log has");
        restores = counter(registry, "tallyhouse.events.restores", "Restores that the log has");
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    void took(IntakeReceipt receipt) {
        accepted.increment(receipt.accepted());
        quarantined.increment(receipt.quarantined());
        refused.increment(receipt.errors().size());
        duplicates.increment(receipt.duplicatesInRequest());
    }

    void tookVoid() {
        voids.increment();
    }

    void tookRestore() {
        restores.increment();
    }
}
