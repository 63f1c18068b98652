package io.tallyhouse.contracts.metric;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.tallyhouse.contracts.metric.expression.Expression;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Aggregation.Input;
import io.tallyhouse.kernel.aggregation.Measure;
import io.tallyhouse.kernel.aggregation.ResultOptions;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of a metric: which events it counts and how. A definition never changes; a change is a new version.
 *
 * @param version counts from 1
 * @param property whose value is aggregated; empty for COUNT and where an expression stands
 * @param expression that makes the number to aggregate out of an event's data
 * @param filters all must hold
 * @param filterGroups if there are any, in one of them all must hold
 * @param groupBy properties whose values split the count; may be empty
 * @param slotMinutes length of a slot: 1, 5 or 15
 * @param operationProperty UNIQUE only: the property that says whether a member joins ({@code add}) or leaves ({@code
 *     remove}); empty where events do not say so
 */
public record MetricDefinition(
        TenantId tenant,
        MetricId id,
        int version,
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
    public static final int SLOT_MINUTES_DEFAULT = 15;

    public MetricDefinition {
        filters = List.copyOf(filters);
        filterGroups = orEmpty(filterGroups).stream().map(List::copyOf).toList();
        groupBy = List.copyOf(groupBy);
        options = orNone(options);
        if (version < 1) {
            throw new IllegalArgumentException("metric version " + version + " must be at least 1");
        }
        if (1440 % slotMinutes != 0 || 15 % slotMinutes != 0) {
            throw new IllegalArgumentException("slotMinutes " + slotMinutes + " must be 1, 5 or 15");
        }
        if (expression.isPresent() && !expression.get().isBounded()) {
            throw new IllegalArgumentException("expression of more than " + Expression.NODES_MAX + " nodes");
        }
        boolean sourced = property.isPresent() != expression.isPresent();
        if (aggregation.input() == Input.NOTHING ? property.isPresent() || expression.isPresent() : !sourced) {
            throw new IllegalArgumentException(
                    aggregation + " with property " + property + " and expression " + expression);
        }
    }

    /** Of the plain kind: no expression, no groups of filters, no options. */
    public MetricDefinition(
            TenantId tenant,
            MetricId id,
            int version,
            String eventType,
            Aggregation aggregation,
            Optional<String> property,
            List<PropertyFilter> filters,
            List<String> groupBy,
            int slotMinutes) {
        this(
                tenant,
                id,
                version,
                eventType,
                aggregation,
                property,
                Optional.empty(),
                filters,
                List.of(),
                groupBy,
                slotMinutes,
                ResultOptions.NONE,
                Optional.empty());
    }

    /** How the counted events become a number. */
    @JsonIgnore
    public Measure measure() {
        return new Measure(aggregation, options, operationProperty.isPresent(), Duration.ofMinutes(slotMinutes));
    }

    /** Definitions written before there were groups of filters have none. */
    private static List<List<PropertyFilter>> orEmpty(@Nullable List<List<PropertyFilter>> groups) {
        return groups == null ? List.of() : groups;
    }

    private static ResultOptions orNone(@Nullable ResultOptions options) {
        return options == null ? ResultOptions.NONE : options;
    }
}
