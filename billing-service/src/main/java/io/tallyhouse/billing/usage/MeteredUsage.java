package io.tallyhouse.billing.usage;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What was counted.
 *
 * @param quantity in the metric's units; empty where the aggregation has no value without events (MAX)
 * @param groups each group's quantity in the order of their keys, where the question asks for them; one without a value
 *     is left out
 */
public record MeteredUsage(
        Optional<BigDecimal> quantity, long events, Fingerprint fingerprint, List<GroupUsage> groups) {
    public MeteredUsage {
        groups = List.copyOf(groups);
    }

    /** One group of the metric. */
    public record GroupUsage(GroupKey group, BigDecimal quantity) {}
}
