package io.tallyhouse.catalog.metric.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tallyhouse.catalog.metric.DefinitionTerms;
import io.tallyhouse.catalog.shelf.RequestFields;
import io.tallyhouse.contracts.catalog.MetricParameter;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.metric.PropertyFilter;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.ResultOptions;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A metric as callers send it. */
@Schema(requiredProperties = {"name", "eventType", "aggregation"})
record MetricRequest(
        Optional<String> id,
        String name,
        Optional<String> unit,
        String eventType,
        Aggregation aggregation,
        Optional<String> property,
        @Schema(implementation = String.class) Optional<WrittenExpression> expression,
        List<MetricParameter> parameters,
        List<PropertyFilter> filters,
        List<List<PropertyFilter>> filterGroups,
        List<String> groupBy,
        @Schema(enumeration = {"1", "5", "15"}) int slotMinutes,
        @JsonUnwrapped ResultOptions options,
        Optional<String> operationProperty) {
    private static final int GROUP_BY_MAX = 4;
    private static final int SLOT_MINUTES_MAX = 15;

    /** @param pathId the metric that a PUT replaces; empty for a POST */
    static MetricRequest read(JsonInput input, Optional<String> pathId) {
        Field<String> id = RequestFields.id(input, pathId);
        Field<String> name = input.line("name").required();
        Field<String> unit = input.line("unit");
        Field<String> eventType = input.line("eventType").required();
        Field<Aggregation> aggregation =
                input.oneOf("aggregation", Aggregation.class).required();
        ResultFields result = ResultFields.read(input, aggregation.optional());
        ValueFields value = ValueFields.read(input, aggregation.optional(), result.asksForLevel());
        Field<List<PropertyFilter>> filters = FilterFields.all(input);
        Field<List<List<PropertyFilter>>> filterGroups = FilterFields.groups(input);
        Field<List<String>> groupBy = RequestFields.lines(input, "groupBy", GROUP_BY_MAX);
        Field<Integer> slotMinutes = input.integer("slotMinutes", 1, SLOT_MINUTES_MAX)
                .check(minutes -> SLOT_MINUTES_MAX % minutes == 0 && minutes != 3, "must be 1, 5 or 15");
        return input.build(() -> new MetricRequest(
                id.optional(),
                name.get(),
                unit.optional(),
                eventType.get(),
                aggregation.get(),
                value.property().optional(),
                value.expression(),
                value.parameters(),
                filters.or(List.of()),
                filterGroups.or(List.of()),
                groupBy.or(List.of()),
                slotMinutes.or(MetricDefinition.SLOT_MINUTES_DEFAULT),
                result.options(),
                value.operation()));
    }

    MetricRecord toRecord(TenantId tenant, MetricId metric, Instant createdAt) {
        return record(terms().firstVersion(tenant, metric), createdAt);
    }

    MetricRecord replacing(MetricRecord current) {
        current.variantOf().ifPresent(variant -> {
            throw ProblemException.conflict("This metric is '" + variant.metricId() + "' with " + variant.values()
                    + ", as prices have it, and follows it; change '" + variant.metricId() + "'.");
        });
        return record(terms().following(current.definition()), current.createdAt());
    }

    private MetricRecord record(MetricDefinition definition, Instant createdAt) {
        return new MetricRecord(
                name, false, definition, createdAt, unit, expression.map(WrittenExpression::text), parameters);
    }

    private DefinitionTerms terms() {
        return new DefinitionTerms(
                eventType,
                aggregation,
                property,
                expression.map(WrittenExpression::tree),
                filters,
                filterGroups,
                groupBy,
                slotMinutes,
                options,
                operationProperty);
    }
}
