package io.tallyhouse.catalog.metric;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.metric.MetricStateRecord;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.util.Collection;
import java.util.List;

/** How far the meter has taken up the versions of metrics, as copied from metrics-service. */
public interface MetricStates {
    /** Of all versions of the metrics named; nothing for a version that the meter has not told of yet. */
    Uni<List<MetricStateRecord>> find(TenantId tenant, Collection<MetricId> metrics);
}
