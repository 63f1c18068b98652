package io.tallyhouse.catalog.store.metric;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.shelf.NewRecord;
import io.tallyhouse.catalog.shelf.ShelfKey;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.catalog.store.shelf.JsonColumn;
import io.tallyhouse.catalog.store.shelf.PostgresShelf;
import io.tallyhouse.catalog.store.shelf.ShelfSpec;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.ProblemException;
import io.tallyhouse.kit.store.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Optional;

/** Metrics, and their variants among them. */
public class MetricRows extends PostgresShelf<MetricRecord> {
    public MetricRows(Pool pool, Outbox outbox) {
        super(
                pool,
                outbox,
                new ShelfSpec<>("metrics", "metric", Topics.CATALOG_METRICS, MetricRecord.class, MetricRows::archived));
    }

    /** The metric, locked against any change until the transaction ends. */
    public Uni<Optional<MetricRecord>> hold(SqlConnection tx, TenantId tenant, MetricId metric) {
        return tx.preparedQuery("select record from metrics where tenant = $1 and id = $2 for share")
                .execute(Tuple.of(tenant.value(), metric.value()))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(
                                JsonColumn.read(rows.iterator().next().getJsonObject("record"), MetricRecord.class)));
    }

    /** The variant as it is, made if there is none yet. @param first its first version */
    public Uni<MetricRecord> variant(SqlConnection tx, MetricRecord first) {
        ShelfKey key = new ShelfKey(
                first.definition().tenant(), first.definition().id().value());
        return create(tx, new NewRecord<>(key, first, false)).map(Shelved::record);
    }

    private static MetricRecord archived(MetricRecord metric) {
        metric.variantOf().ifPresent(variant -> {
            throw ProblemException.conflict("This metric is '" + variant.metricId() + "' with " + variant.values()
                    + ", as prices have it; archive '" + variant.metricId() + "'.");
        });
        return metric.asArchived();
    }
}
