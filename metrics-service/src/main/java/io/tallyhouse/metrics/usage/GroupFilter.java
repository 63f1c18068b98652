package io.tallyhouse.metrics.usage;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.problem.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which groups are asked for.
 *
 * @param wanted by property; empty asks for the events that lack it
 */
public record GroupFilter(Map<String, Optional<String>> wanted) {
    public static final GroupFilter ALL = new GroupFilter(Map.of());

    public GroupFilter {
        wanted = Map.copyOf(wanted);
    }

    /** True if the group has all values that are asked for. What is counted together as the rest has none. */
    boolean holds(MetricDefinition metric, GroupKey group) {
        if (wanted.isEmpty()) {
            return true;
        }
        if (group.isOverflow()) {
            return false;
        }
        Map<String, @Nullable String> values = group.named(metric.groupBy());
        return wanted.entrySet().stream()
                .allMatch(
                        entry -> Optional.ofNullable(values.get(entry.getKey())).equals(entry.getValue()));
    }

    /** A fault for each property that the metric does not group by. */
    List<Violation> violations(MetricDefinition metric) {
        return new TreeMap<>(wanted)
                .keySet().stream()
                        .filter(property -> !metric.groupBy().contains(property))
                        .map(property -> new Violation(
                                "?group." + property,
                                "is no group of this metric, which "
                                        + (metric.groupBy().isEmpty()
                                                ? "has none"
                                                : "groups by " + String.join(", ", metric.groupBy()))))
                        .toList();
    }
}
