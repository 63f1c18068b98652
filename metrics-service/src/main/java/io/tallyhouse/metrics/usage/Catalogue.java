package io.tallyhouse.metrics.usage;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.catalog.SubjectOwners.Ownership;
import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.util.List;
import java.util.Optional;

/** What this room needs to know of metrics and customers. */
public interface Catalogue {
    /**
     * The newest version of the metric that has caught up in so many partitions, or the newest of all while none has;
     * empty if there is no such metric.
     */
    Uni<Optional<MetricDefinition>> counting(TenantId tenant, MetricId metric, int partitions);

    /**
     * The customers' ids and aliases, each for as long as it is theirs and no moment twice; the text itself where no
     * customer has that id.
     */
    Uni<List<SubjectSpan>> subjects(TenantId tenant, Asked asked);

    /** Of each GAUGE metric of the tenant the version that counts. */
    Uni<List<MetricDefinition>> gauges(TenantId tenant, int partitions);

    /** Whose each of the subjects is and when; what is nobody's is left out. */
    Uni<List<Ownership>> ownerships(TenantId tenant, List<String> subjects);
}
