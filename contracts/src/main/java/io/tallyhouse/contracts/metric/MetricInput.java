package io.tallyhouse.contracts.metric;

import io.tallyhouse.contracts.metric.expression.Evaluation;
import io.tallyhouse.contracts.usage.DataValue;
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
            case MEMBER -> member(metric, data);
            case NUMBER -> number(metric, data);
        };
    }

    private static boolean filtersHold(MetricDefinition metric, Map<String, DataValue> data) {
        return metric.filters().stream().allMatch(filter -> filter.holds(data))
                && (metric.filterGroups().isEmpty()
                        || metric.filterGroups().stream()
                                .anyMatch(group -> group.stream().allMatch(filter -> filter.holds(data))));
    }

    private static MetricInput number(MetricDefinition metric, Map<String, DataValue> data) {
        if (metric.expression().isPresent()) {
            Evaluation.Result result = Evaluation.number(metric.expression().get(), data);
            return result.failure().isPresent()
                    ? new Unusable(result.failure().get())
                    : new Counted(group(metric, data), "", result.number().orElseThrow());
        }
        String property = metric.property().orElseThrow();
        DataValue value = data.get(property);
        Optional<BigDecimal> number = value == null ? Optional.empty() : value.number();
        return number.<MetricInput>map(known -> new Counted(group(metric, data), "", known))
                .orElseGet(() -> new Unusable("'" + property + "' " + lack(value)));
    }

    private static String lack(@Nullable DataValue value) {
        return value == null || value.comparable().isEmpty() ? "is missing" : "is not a number";
    }

    private static MetricInput member(MetricDefinition metric, Map<String, DataValue> data) {
        String member;
        if (metric.expression().isPresent()) {
            Evaluation.Result result = Evaluation.text(metric.expression().get(), data);
            if (result.failure().isPresent()) {
                return new Unusable(result.failure().get());
            }
            member = result.text().orElseThrow();
        } else {
            String property = metric.property().orElseThrow();
            DataValue value = data.get(property);
            Optional<String> comparable = value == null ? Optional.empty() : value.comparable();
            if (comparable.isEmpty()) {
                return new Unusable("'" + property + "' is missing");
            }
            member = comparable.get();
        }
        Optional<BigDecimal> present = metric.operationProperty()
                .map(property -> presence(data.get(property)))
                .orElse(Optional.of(BigDecimal.ONE));
        return present.<MetricInput>map(number -> new Counted(group(metric, data), member, number))
                .orElseGet(() -> new Unusable(
                        "'" + metric.operationProperty().orElseThrow() + "' must be 'add' or 'remove', or missing"));
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
