package io.tallyhouse.metrics.meter.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.metrics.meter.Effect;
import io.tallyhouse.metrics.meter.MeterObserver;
import io.tallyhouse.metrics.meter.StartedMetric;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Shows what the meter does: records by effect, unusable events by metric, positions by partition. */
@ApplicationScoped
class MeterCounters implements MeterObserver {
    private final MeterRegistry registry;
    /** Of the registry, which finds the same one for every thread. */
    private final @Nullable Counter[] byKind = new Counter[Effect.Kind.values().length];

    private final Map<Integer, AtomicLong> positions = new ConcurrentHashMap<>();

    MeterCounters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void applied(Effect effect) {
        Counter known = byKind[effect.kind().ordinal()];
        if (known == null) {
            known = records(effect.kind().name().toLowerCase(Locale.ROOT));
            byKind[effect.kind().ordinal()] = known;
        }
        known.increment();
        effect.unusable().forEach(this::unusable);
    }

    @Override
    public void unreadable(int partition, long offset, String reason) {
        records("unreadable").increment();
    }

    private Counter records(String effect) {
        return registry.counter("tallyhouse.meter.records", "effect", effect);
    }

    private void unusable(StartedMetric metric) {
        MetricDefinition definition = metric.definition();
        registry.counter(
                        "tallyhouse.meter.unusable",
                        Tags.of(
                                "tenant",
                                definition.tenant().value(),
                                "metric",
                                definition.id().value(),
                                "version",
                                Integer.toString(definition.version())))
                .increment();
    }

    @Override
    public void published(int partition, long position) {
        positions.computeIfAbsent(partition, this::gauge).set(position);
    }

    /** As last published by this instance; 0 if it has published none. */
    long position(int partition) {
        AtomicLong position = positions.get(partition);
        return position == null ? 0 : position.get();
    }

    private AtomicLong gauge(int partition) {
        List<Tag> tags = List.of(Tag.of("partition", Integer.toString(partition)));
        AtomicLong position = new AtomicLong();
        registry.gauge("tallyhouse.meter.position", tags, position);
        return position;
    }
}
