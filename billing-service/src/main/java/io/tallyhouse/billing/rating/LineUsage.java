package io.tallyhouse.billing.rating;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.money.Quantity;
import java.util.List;
import java.util.Optional;

/**
 * What was measured for a line.
 *
 * @param used empty if the aggregation has no value (MAX of nothing); priced as 0
 * @param events how many events of the service days it is made of
 * @param shares what each of several customers has used of it; empty for one
 */
public record LineUsage(
        MetricId metricId,
        int metricVersion,
        Optional<Consumption> used,
        long events,
        Fingerprint fingerprint,
        List<Share> shares) {
    public LineUsage {
        requireNonNull(metricId, "metricId is null");
        requireNonNull(used, "used is null");
        requireNonNull(fingerprint, "fingerprint is null");
        shares = List.copyOf(shares);
    }

    /** Of one customer. */
    public LineUsage(
            MetricId metricId, int metricVersion, Optional<Consumption> used, long events, Fingerprint fingerprint) {
        this(metricId, metricVersion, used, events, fingerprint, List.of());
    }

    /** @param quantity empty if the aggregation has no value of it */
    public record Share(String customer, Optional<Quantity> quantity, long events) {}
}
