package io.tallyhouse.contracts.metric;

import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * One version of a metric: which events it counts and how. A definition never changes; a change is a new version.
 *
 * @param version counts from 1
 * @param property the numeric property to aggregate; empty for COUNT
 * @param filters all must hold
 * @param groupBy properties whose values split the count; may be empty
 * @param slotMinutes length of a slot: 1, 5 or 15
 */
public record MetricDefinition(
        TenantId tenant,
        MetricId id,
        int version,
        String eventType,
        Aggregation aggregation,
        Optional<String> property,
        List<PropertyFilter> filters,
        List<String> groupBy,
        int slotMinutes) {
    public static final int SLOT_MINUTES_DEFAULT = 15;

    public MetricDefinition {
        filters = List.copyOf(filters);
        groupBy = List.copyOf(groupBy);
        if (version < 1) {
            throw new IllegalArgumentException("metric version " + version + " must be at least 1");
        }
        if (aggregation.needsProperty() != property.isPresent()) {
            throw new IllegalArgumentException(aggregation + " with property " + property);
        }
        if (1440 % slotMinutes != 0 || 15 % slotMinutes != 0) {
            throw new IllegalArgumentException("slotMinutes " + slotMinutes + " must be 1, 5 or 15");
        }
    }
}
