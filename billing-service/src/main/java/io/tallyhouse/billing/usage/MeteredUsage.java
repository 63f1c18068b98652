package io.tallyhouse.billing.usage;

import io.tallyhouse.kernel.aggregation.Fingerprint;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was counted.
 *
 * @param quantity in the metric's units; empty where the aggregation has no value without events (MAX)
 * @param groups by the question's dimensions, where it has some; a group without a value is left out
 * @param ungrouped events that the meter could not keep apart, for their subject had too many groups on their day
 */
public record MeteredUsage(
        Optional<BigDecimal> quantity, long events, Fingerprint fingerprint, List<GroupUsage> groups, long ungrouped) {
    public MeteredUsage {
        groups = List.copyOf(groups);
    }

    /** @param group values by dimension; one that the events lack is left out */
    public record GroupUsage(Map<String, String> group, BigDecimal quantity) {
        public GroupUsage {
            group = Collections.unmodifiableMap(new TreeMap<>(group));
        }
    }
}
