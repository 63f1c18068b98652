package io.tallyhouse.ingest.inbox.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tallyhouse.ingest.intake.IntakeReceipt;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what comes through inboxes: with the events of the other ways in, and by itself. */
@ApplicationScoped
class InboxMeters {
    private final Counter accepted;
    private final Counter quarantined;
    private final Counter refused;
    private final Counter duplicates;
    private final Counter records;
    private final Counter failures;
    private final AtomicLong lag = new AtomicLong();

    InboxMeters(MeterRegistry registry) {
        accepted = registry.counter("tallyhouse.events.accepted");
        quarantined = registry.counter("tallyhouse.events.quarantined");
        refused = registry.counter("tallyhouse.events.refused");
        duplicates = registry.counter("tallyhouse.events.repeated");
        records = counter(registry, "tallyhouse.inbox.records", "Records forwarded from inboxes, rejected ones too");
        failures = counter(registry, "tallyhouse.inbox.failures", "Batches that could not be forwarded at once");
        registry.gauge("tallyhouse.inbox.lag", lag);
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    void took(IntakeReceipt receipt) {
        accepted.increment(receipt.accepted());
        quarantined.increment(receipt.quarantined());
        refused.increment(receipt.errors().size());
        duplicates.increment(receipt.duplicatesInRequest());
        records.increment(receipt.accepted()
                + receipt.quarantined()
                + receipt.duplicatesInRequest()
                + receipt.errors().size());
    }

    void failed() {
        failures.increment();
    }

    /** Records not forwarded yet, of the partitions that this instance reads. */
    void lag(long behind) {
        lag.set(behind);
    }
}
