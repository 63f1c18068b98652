package io.tallyhouse.contracts.catalog;

import io.tallyhouse.kernel.id.MetricId;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which metric another one is but for values of parameters.
 *
 * @param metricId never a variant itself
 * @param values of those parameters that are set, by name; the others are what the metric says
 */
public record VariantOf(MetricId metricId, Map<String, String> values) {
    public VariantOf {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }
}
