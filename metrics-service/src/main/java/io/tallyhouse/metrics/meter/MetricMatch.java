package io.tallyhouse.metrics.meter;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.metric.PropertyFilter;
import io.tallyhouse.contracts.usage.DataValue;
import io.tallyhouse.contracts.usage.DataValue.NumberValue;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What a metric definition makes of an event's data. */
final class MetricMatch {
    private MetricMatch() {}

    /** True if every filter holds. */
    static boolean filtersHold(MetricDefinition metric, UsageEvent event) {
        return metric.filters().stream().allMatch(filter -> holds(filter, event.data()));
    }

    private static boolean holds(PropertyFilter filter, SortedMap<String, DataValue> data) {
        DataValue value = data.get(filter.property());
        Optional<String> comparable = value == null ? Optional.empty() : value.comparable();
        return switch (filter.operator()) {
            case IN -> comparable.isPresent() && isListed(filter.values(), value, comparable.get());
        };
    }

    private static boolean isListed(List<String> listed, @Nullable DataValue value, String comparable) {
        if (listed.contains(comparable)) {
            return true;
        }
        // a filter may write the number 1.5 as "1.50"
        return value instanceof NumberValue
                && listed.stream()
                        .anyMatch(
                                text -> Decimals.parse(text).map(Decimals::text).equals(Optional.of(comparable)));
    }

    /** What the event adds: 1 for COUNT, else the property's number; empty if there is none. */
    static Optional<BigDecimal> value(MetricDefinition metric, UsageEvent event) {
        if (metric.property().isEmpty()) {
            return Optional.of(BigDecimal.ONE);
        }
        return Optional.ofNullable(event.data().get(metric.property().get())).flatMap(DataValue::number);
    }

    static GroupKey group(MetricDefinition metric, UsageEvent event) {
        if (metric.groupBy().isEmpty()) {
            return GroupKey.NONE;
        }
        List<@Nullable String> values = new ArrayList<>();
        for (String property : metric.groupBy()) {
            DataValue value = event.data().get(property);
            values.add(value == null ? null : value.comparable().orElse(null));
        }
        return GroupKey.of(values);
    }
}
