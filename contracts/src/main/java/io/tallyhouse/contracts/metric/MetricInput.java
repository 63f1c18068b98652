package io.tallyhouse.contracts.metric;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.metric.expression.Evaluation;
import io.tallyhouse.contracts.metric.expression.Evaluation.Result;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a metric version makes of one event's data. The event's type and tenant are the metric's. */
public sealed interface MetricInput {
    /** The filters leave the event out. */
    record Filtered() implements MetricInput {}

    /**
     * The event passes the filters, but brings no value to aggregate.
     *
     * @param reason names what is wrong, without the value that was sent
     */
    record Unusable(String reason) implements MetricInput {}

    /**
     * The event counts.
     *
     * @param member what UNIQUE counts; {@code ""} otherwise
     * @param number 1 for COUNT, 1 or 0 for UNIQUE (there or gone), else the value
     */
    record Counted(GroupKey group, String member, BigDecimal number) implements MetricInput {}

    Filtered FILTERED = new Filtered();

    static MetricInput of(MetricDefinition metric, Map<String, DataValue> data) {
        if (!filtersHold(metric, data)) {
            return FILTERED;
        }
        return switch (metric.aggregation().input()) {
            case NOTHING -> new Counted(group(metric, data), "", BigDecimal.ONE);
            case NUMBER ->
                number(metric, data).fold(number -> new Counted(group(metric, data), "", number), Unusable::new);
            case MEMBER -> member(metric, data).fold(member -> ofMember(metric, data, member), Unusable::new);
        };
    }

    private static boolean filtersHold(MetricDefinition metric, Map<String, DataValue> data) {
        return allHold(metric.filters(), data) && (metric.filterGroups().isEmpty() || oneHolds(metric, data));
    }

    private static boolean oneHolds(MetricDefinition metric, Map<String, DataValue> data) {
        for (List<PropertyFilter> group : metric.filterGroups()) {
            if (allHold(group, data)) {
                return true;
            }
        }
        return false;
    }

    private static boolean allHold(List<PropertyFilter> filters, Map<String, DataValue> data) {
        for (PropertyFilter filter : filters) {
            if (!filter.holds(data)) {
                return false;
            }
        }
        return true;
    }

    private static Result<BigDecimal> number(MetricDefinition metric, Map<String, DataValue> data) {
        return metric.expression().isPresent()
                ? Evaluation.number(metric.expression().get(), data)
                : Evaluation.number(metric.property().orElseThrow(), data);
    }

    private static Result<String> member(MetricDefinition metric, Map<String, DataValue> data) {
        return metric.expression().isPresent()
                ? Evaluation.text(metric.expression().get(), data)
                : Evaluation.text(metric.property().orElseThrow(), data);
    }

    private static MetricInput ofMember(MetricDefinition metric, Map<String, DataValue> data, String member) {
        Optional<String> operation = metric.operationProperty();
        Optional<BigDecimal> present =
                operation.isEmpty() ? Optional.of(BigDecimal.ONE) : presence(data.get(operation.get()));
        return present.<MetricInput>map(number -> new Counted(group(metric, data), member, number))
                .orElseGet(
                        () -> new Unusable("'" + operation.orElseThrow() + "' must be 'add' or 'remove', or missing"));
    }

    /** 1 if the member joins, as it does where nothing is said, 0 if it leaves; empty for anything else. */
    private static Optional<BigDecimal> presence(@Nullable DataValue operation) {
        String said = operation == null ? "add" : operation.comparable().orElse("add");
        return switch (said) {
            case "add" -> Optional.of(BigDecimal.ONE);
            case "remove" -> Optional.of(BigDecimal.ZERO);
            default -> Optional.empty();
        };
    }

    private static GroupKey group(MetricDefinition metric, Map<String, DataValue> data) {
        if (metric.groupBy().isEmpty()) {
            return GroupKey.NONE;
        }
        List<@Nullable String> values = new ArrayList<>(metric.groupBy().size());
        for (String property : metric.groupBy()) {
            DataValue value = data.get(property);
            values.add(value == null ? null : value.comparable().orElse(null));
        }
        return GroupKey.of(values);
    }
}
