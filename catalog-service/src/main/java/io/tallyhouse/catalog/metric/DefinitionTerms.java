package io.tallyhouse.catalog.metric;

import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.metric.PropertyFilter;
import io.tallyhouse.contracts.metric.expression.Expression;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.ResultOptions;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.util.List;
import java.util.Optional;

/** What a metric counts, before it belongs to a metric and a version. Each part means what {@link MetricDefinition} says. */
public record DefinitionTerms(
        String eventType,
        Aggregation aggregation,
        Optional<String> property,
        Optional<Expression> expression,
        List<PropertyFilter> filters,
        List<List<PropertyFilter>> filterGroups,
        List<String> groupBy,
        int slotMinutes,
        ResultOptions options,
        Optional<String> operationProperty) {
    public DefinitionTerms {
        filters = List.copyOf(filters);
        filterGroups = filterGroups.stream().map(List::copyOf).toList();
        groupBy = List.copyOf(groupBy);
    }

    /** Those of a definition. */
    public static DefinitionTerms of(MetricDefinition definition) {
        return new DefinitionTerms(
                definition.eventType(),
                definition.aggregation(),
                definition.property(),
                definition.expression(),
                definition.filters(),
                definition.filterGroups(),
                definition.groupBy(),
                definition.slotMinutes(),
                definition.options(),
                definition.operationProperty());
    }

    /** The same with another expression. */
    public DefinitionTerms withExpression(Expression tree) {
        return new DefinitionTerms(
                eventType,
                aggregation,
                property,
                Optional.of(tree),
                filters,
                filterGroups,
                groupBy,
                slotMinutes,
                options,
                operationProperty);
    }

    public MetricDefinition firstVersion(TenantId tenant, MetricId metric) {
        return version(tenant, metric, 1);
    }

    /** The same definition if the terms are the same, else the next version. */
    public MetricDefinition following(MetricDefinition current) {
        MetricDefinition unchanged = version(current.tenant(), current.id(), current.version());
        return unchanged.equals(current)
                ? current
                : version(current.tenant(), current.id(), Math.addExact(current.version(), 1));
    }

    private MetricDefinition version(TenantId tenant, MetricId metric, int version) {
        return new MetricDefinition(
                tenant,
                metric,
                version,
                eventType,
                aggregation,
                property,
                expression,
                filters,
                filterGroups,
                groupBy,
                slotMinutes,
                options,
                operationProperty);
    }
}
