package io.tallyhouse.billing.rating;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.id.MetricId;
import java.util.Optional;

/**
 * What was measured in the service days of a line.
 *
 * @param used empty if the aggregation has no value (MAX of nothing); priced as 0
 * @param events how many events it is made of
 */
public record LineUsage(
        MetricId metricId, int metricVersion, Optional<Consumption> used, long events, Fingerprint fingerprint) {
    public LineUsage {
        requireNonNull(metricId, "metricId is null");
        requireNonNull(used, "used is null");
        requireNonNull(fingerprint, "fingerprint is null");
    }
}
