package io.tallyhouse.catalog.metric;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.shelf.Shelf;
import io.tallyhouse.catalog.shelf.ShelfWalk;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.kernel.id.TenantId;
import java.util.List;

/** The metrics, each with its newest definition. */
public interface Metrics extends Shelf<MetricRecord> {
    /** Those that callers made, without the variants that prices made of them. */
    Uni<List<Shelved<MetricRecord>>> listWithoutVariants(TenantId tenant, ShelfWalk walk);
}
