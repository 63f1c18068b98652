package io.tallyhouse.catalog.metric.rest;

import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.metric.MetricStateRecord;
import io.tallyhouse.contracts.metric.MetricStateRecord.State;
import io.tallyhouse.contracts.metric.PropertyFilter;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.id.MetricId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A metric as it is answered.
 *
 * @param version of the definition
 * @param state READY promises that every event accepted from now on counts
 */
record MetricResponse(
        MetricId id,
        String name,
        String eventType,
        Aggregation aggregation,
        Optional<String> property,
        List<PropertyFilter> filters,
        List<String> groupBy,
        State state,
        boolean archived,
        int version,
        Instant createdAt) {
    static MetricResponse from(MetricRecord metric, List<MetricStateRecord> states) {
        MetricDefinition definition = metric.definition();
        return new MetricResponse(
                definition.id(),
                metric.name(),
                definition.eventType(),
                definition.aggregation(),
                definition.property(),
                definition.filters(),
                definition.groupBy(),
                states.stream()
                        .filter(state ->
                                state.metric().equals(definition.id()) && state.version() == definition.version())
                        .map(MetricStateRecord::state)
                        .findFirst()
                        .orElse(State.PREPARING),
                metric.archived(),
                definition.version(),
                metric.createdAt());
    }
}
