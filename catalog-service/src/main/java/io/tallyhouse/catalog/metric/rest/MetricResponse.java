package io.tallyhouse.catalog.metric.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tallyhouse.contracts.catalog.MetricParameter;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.VariantOf;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.metric.MetricStateRecord;
import io.tallyhouse.contracts.metric.MetricStateRecord.Progress;
import io.tallyhouse.contracts.metric.MetricStateRecord.State;
import io.tallyhouse.contracts.metric.PropertyFilter;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.ResultOptions;
import io.tallyhouse.kernel.id.MetricId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A metric as it is answered.
 *
 * @param expression as it was written
 * @param version of the definition
 * @param state READY promises that every event that was accepted is counted, and every one accepted from now on
 * @param variantOf of which metric prices made it by setting parameters
 * @param progress with what was accepted before the version; none as long as the meter has not told of it
 */
record MetricResponse(
        MetricId id,
        String name,
        Optional<String> unit,
        String eventType,
        Aggregation aggregation,
        Optional<String> property,
        Optional<String> expression,
        List<MetricParameter> parameters,
        List<PropertyFilter> filters,
        List<List<PropertyFilter>> filterGroups,
        List<String> groupBy,
        int slotMinutes,
        @JsonUnwrapped ResultOptions options,
        Optional<String> operationProperty,
        State state,
        Optional<Progress> progress,
        boolean archived,
        int version,
        Instant createdAt,
        Optional<VariantOf> variantOf) {
    static MetricResponse from(MetricRecord metric, List<MetricStateRecord> states) {
        MetricDefinition definition = metric.definition();
        Optional<MetricStateRecord> told = states.stream()
                .filter(state -> state.metric().equals(definition.id()) && state.version() == definition.version())
                .findFirst();
        return new MetricResponse(
                definition.id(),
                metric.name(),
                metric.unit(),
                definition.eventType(),
                definition.aggregation(),
                definition.property(),
                metric.expressionText(),
                metric.parameters(),
                definition.filters(),
                definition.filterGroups(),
                definition.groupBy(),
                definition.slotMinutes(),
                definition.options(),
                definition.operationProperty(),
                told.map(MetricStateRecord::state).orElse(State.PREPARING),
                told.flatMap(MetricStateRecord::progress),
                metric.archived(),
                definition.version(),
                metric.createdAt(),
                metric.variantOf());
    }
}
