package io.tallyhouse.ingest.archive;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.metric.MetricInput;
import io.tallyhouse.contracts.metric.MetricInput.Counted;
import io.tallyhouse.kernel.id.MetricId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What metrics make of a version.
 *
 * @param countedBy those that count it
 * @param unusable those whose filters it passes without bringing a value
 */
public record MetricUse(List<MetricId> countedBy, List<Unusable> unusable) {
    public static final MetricUse NONE = new MetricUse(List.of(), List.of());

    public MetricUse {
        countedBy = List.copyOf(countedBy);
        unusable = List.copyOf(unusable);
    }

    /** @param reason names what is wrong, without the value that was sent */
    public record Unusable(MetricId metric, String reason) {}

    /** Only a version that counts is used. */
    static MetricUse of(EventVersion version, CurrentMetrics metrics) {
        if (version.state() != EventVersion.State.COUNTED) {
            return NONE;
        }
        EventContent content = version.content();
        return of(metrics.ofType(version.identity().tenant(), content.type()), content.data());
    }

    /** Of what counts. */
    static MetricUse of(List<MetricDefinition> metrics, Map<String, DataValue> data) {
        List<MetricId> countedBy = new ArrayList<>();
        List<Unusable> unusable = new ArrayList<>();
        for (MetricDefinition metric : metrics) {
            MetricInput input = MetricInput.of(metric, data);
            if (input instanceof Counted) {
                countedBy.add(metric.id());
            } else if (input instanceof MetricInput.Unusable lack) {
                unusable.add(new Unusable(metric.id(), lack.reason()));
            }
        }
        return new MetricUse(countedBy, unusable);
    }
}
