package io.tallyhouse.ingest.archive.kafka;

import io.quarkus.runtime.StartupEvent;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.ingest.archive.CurrentMetrics;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.reader.TopicViews;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** {@link CurrentMetrics} from {@code catalog-metrics}. */
@ApplicationScoped
class CurrentMetricsView implements CurrentMetrics {
    private final Map<TypeKey, Map<String, MetricDefinition>> byType = new ConcurrentHashMap<>();

    private record TypeKey(TenantId tenant, String eventType) {
        static TypeKey of(MetricDefinition definition) {
            return new TypeKey(definition.tenant(), definition.eventType());
        }
    }

    void start(@Observes StartupEvent event, TopicViews views) {
        views.of(Topics.CATALOG_METRICS).onChange((key, before, after) -> changed(before, after));
    }

    private void changed(Optional<MetricRecord> before, Optional<MetricRecord> after) {
        before.map(MetricRecord::definition).ifPresent(old -> change(old, Optional.empty()));
        after.map(MetricRecord::definition).ifPresent(now -> change(now, Optional.of(now)));
    }

    /** Copies the few metrics of a type, so that readers need no lock. */
    private void change(MetricDefinition definition, Optional<MetricDefinition> kept) {
        byType.compute(TypeKey.of(definition), (type, known) -> {
            Map<String, MetricDefinition> metrics = known == null ? new TreeMap<>() : new TreeMap<>(known);
            metrics.remove(definition.id().value());
            kept.ifPresent(metric -> metrics.put(metric.id().value(), metric));
            return metrics;
        });
    }

    @Override
    public List<MetricDefinition> ofType(TenantId tenant, String eventType) {
        return List.copyOf(
                byType.getOrDefault(new TypeKey(tenant, eventType), Map.of()).values());
    }
}
