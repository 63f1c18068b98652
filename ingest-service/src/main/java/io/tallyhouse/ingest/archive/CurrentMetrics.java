package io.tallyhouse.ingest.archive;

import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.id.TenantId;
import java.util.List;

/** The newest definition of each metric, as known a moment ago. */
public interface CurrentMetrics {
    /** Those that count events of the type, by id. */
    List<MetricDefinition> ofType(TenantId tenant, String eventType);
}
