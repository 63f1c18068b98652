package io.tallyhouse.metrics.meter.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.tallyhouse.metrics.usage.UsageLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Shows how many records of this instance's partitions are not published yet. */
@ApplicationScoped
class MeterLag {
    private final MeterRuntime meter;
    private final MeterCounters counters;
    private final UsageLog usageLog;
    private final MeterRegistry registry;

    MeterLag(MeterRuntime meter, MeterCounters counters, UsageLog usageLog, MeterRegistry registry) {
        this.meter = meter;
        this.counters = counters;
        this.usageLog = usageLog;
        this.registry = registry;
    }

    void start(@Observes StartupEvent event) {
        registry.gauge("tallyhouse.meter.lag", this, MeterLag::records);
    }

    private long records() {
        return meter.committedOffsets().entrySet().stream()
                .mapToLong(committed -> records(committed.getKey(), Math.max(0, committed.getValue())))
                .sum();
    }

    private long records(int partition, long committed) {
        long position = Math.max(committed, counters.position(partition));
        return Math.max(0, usageLog.end(partition).orElse(position) - position);
    }
}
