package io.tallyhouse.catalog.metric.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.metric.MetricVariant;
import io.tallyhouse.catalog.metric.Metrics;
import io.tallyhouse.catalog.shelf.ShelfKey;
import io.tallyhouse.catalog.shelf.ShelfWalk;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.catalog.store.metric.MetricRows;
import io.tallyhouse.catalog.store.shelf.JsonColumn;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.VariantOf;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.ProblemException;
import io.tallyhouse.kit.store.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

@Singleton
class PostgresMetrics extends MetricRows implements Metrics {
    private static final String VARIANTS =
            "select record, exists (select from prices where prices.tenant = $1 and not prices.archived"
                    + " and prices.record ->> 'metricId' = metrics.id) as priced"
                    + " from metrics where tenant = $1 and variant_of = $2 order by id";

    PostgresMetrics(Pool pool, Outbox outbox) {
        super(pool, outbox);
    }

    @Override
    public Uni<List<Shelved<MetricRecord>>> listWithoutVariants(TenantId tenant, ShelfWalk walk) {
        return list(tenant, walk, List.of(new Condition("variant_of", Optional.empty())));
    }

    /** Variants follow what they are variants of; the metric's row is locked, so that there come no others meanwhile. */
    @Override
    protected Uni<Void> uphold(SqlConnection tx, MetricRecord metric) {
        if (metric.variantOf().isPresent()) {
            return Uni.createFrom().voidItem();
        }
        TenantId tenant = metric.definition().tenant();
        return tx.preparedQuery(VARIANTS)
                .execute(Tuple.of(tenant.value(), metric.definition().id().value()))
                .chain(rows -> {
                    List<Variant> variants = new ArrayList<>();
                    rows.forEach(row -> variants.add(new Variant(
                            JsonColumn.read(row.getJsonObject("record"), MetricRecord.class),
                            row.getBoolean("priced"))));
                    Uni<Void> followed = Uni.createFrom().voidItem();
                    for (Variant variant : variants) {
                        followed = followed.chain(() -> follow(tx, variant, metric));
                    }
                    return followed;
                });
    }

    private Uni<Void> follow(SqlConnection tx, Variant variant, MetricRecord metric) {
        VariantOf terms = variant.record().variantOf().orElseThrow();
        MetricVariant.Outcome outcome = MetricVariant.of(metric, terms.values());
        if (outcome.variant().isEmpty() && variant.priced()) {
            throw ProblemException.invalid(
                    "/parameters",
                    "prices set " + terms.values() + ", which fits no more: "
                            + outcome.faults().get(0).detail() + "; keep what they set, or archive those prices first");
        }
        // one that no price needs any more stays what it was
        ShelfKey key = new ShelfKey(
                metric.definition().tenant(), variant.record().definition().id().value());
        return update(
                        tx,
                        key,
                        current -> outcome.variant()
                                .map(made -> made.following(current.record()))
                                .filter(next -> !next.equals(current.record())))
                .replaceWithVoid();
    }

    /** @param priced true if a price that is not archived is billed by it */
    private record Variant(MetricRecord record, boolean priced) {}
}
