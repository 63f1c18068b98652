package io.tallyhouse.catalog.price.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.metric.MetricVariant;
import io.tallyhouse.catalog.price.PriceShelf;
import io.tallyhouse.catalog.shelf.ShelfWalk;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.catalog.store.metric.MetricRows;
import io.tallyhouse.catalog.store.shelf.JsonColumn;
import io.tallyhouse.catalog.store.shelf.PostgresShelf;
import io.tallyhouse.catalog.store.shelf.ShelfSpec;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.ProblemException;
import io.tallyhouse.kit.store.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Prices, or list prices: rows with the terms of a price, and a table of their versions. */
abstract class PriceRows extends PostgresShelf<PriceRecord> implements PriceShelf {
    private final Pool pool;
    private final MetricRows metrics;
    private final TenantClocks clocks;
    private final String versions;

    PriceRows(Pool pool, Outbox outbox, TenantClocks clocks, ShelfSpec<PriceRecord> spec, String versions) {
        super(pool, outbox, spec);
        this.pool = pool;
        this.metrics = new MetricRows(pool, outbox);
        this.clocks = clocks;
        this.versions = versions;
    }

    @Override
    public Uni<List<Shelved<PriceRecord>>> versions(TenantId tenant, String id, ShelfWalk walk) {
        String beyond = walk.towardsNewer() ? "> $3 order by version" : "< $3 order by version desc";
        return pool.preparedQuery("select version, record from " + versions
                        + " where tenant = $1 and id = $2 and version " + beyond + " limit $4")
                .execute(Tuple.of(tenant.value(), id, walk.bound(), walk.sizeMax()))
                .map(rows -> {
                    List<Shelved<PriceRecord>> found = new ArrayList<>();
                    rows.forEach(row -> found.add(new Shelved<>(
                            JsonColumn.read(row.getJsonObject("record"), PriceRecord.class),
                            row.getLong("version"),
                            1)));
                    return List.copyOf(found);
                });
    }

    /** A price that sets parameters is billed by a variant of its metric. An unknown metric is left to {@link #uphold}. */
    @Override
    protected Uni<PriceRecord> settle(SqlConnection tx, PriceRecord price) {
        if (price.metricParameters().isEmpty() || price.metricId().isEmpty()) {
            return Uni.createFrom().item(price);
        }
        MetricId named = price.metricId().get();
        return metrics.hold(tx, price.tenant(), named)
                .chain(found -> found.filter(metric -> metric.variantOf().isEmpty())
                        .map(metric -> metrics.variant(tx, variant(metric, price))
                                .map(made -> price.meteredBy(
                                        made.definition().id(),
                                        made.variantOf().orElseThrow().values())))
                        .orElseGet(() -> Uni.createFrom().item(price)));
    }

    private MetricRecord variant(MetricRecord metric, PriceRecord price) {
        MetricVariant.Outcome outcome = MetricVariant.of(metric, price.metricParameters());
        return outcome.variant()
                .map(variant -> variant.first(clocks.now(price.tenant())))
                .orElseThrow(() -> new ProblemException(new Problem(
                        ProblemType.INVALID_INPUT, "The metric cannot take these parameters.", outcome.faults())));
    }

    /** The rows referred to are locked against archiving until the price is there. */
    @Override
    protected Uni<Void> uphold(SqlConnection tx, PriceRecord price) {
        List<Violation> faults = new ArrayList<>();
        Uni<Void> checks = Uni.createFrom().voidItem();
        for (Reference reference : references(price)) {
            checks = checks.chain(() -> check(tx, price.tenant(), reference))
                    .invoke(faults::addAll)
                    .replaceWithVoid();
        }
        return checks.invoke(() -> {
                    if (!faults.isEmpty()) {
                        throw ProblemException.unknownReferences(faults);
                    }
                })
                .chain(() -> tx.preparedQuery(
                                "insert into " + versions + " (tenant, id, version, record) values ($1, $2, $3, $4)")
                        .execute(Tuple.of(
                                price.tenant().value(),
                                price.id().value(),
                                price.version(),
                                JsonColumn.of(price.alone()))))
                .replaceWithVoid();
    }

    private static List<Reference> references(PriceRecord price) {
        List<Reference> references = new ArrayList<>();
        references.add(new Reference("products", "product", price.productId().value(), record -> Optional.empty()));
        price.variantOf()
                .or(price::metricId)
                .ifPresent(metric ->
                        references.add(new Reference("metrics", "metric", metric.value(), row -> unfit(price, row))));
        // what a price was made from is looked at once: it may be archived later on
        price.listPrice()
                .filter(origin -> price.version() == 1)
                .ifPresent(origin -> references.add(
                        new Reference("list_prices", "listPrice", origin.id().value(), record -> Optional.empty())));
        return references;
    }

    private static Uni<List<Violation>> check(SqlConnection tx, TenantId tenant, Reference reference) {
        return tx.preparedQuery("select archived, record from " + reference.table()
                        + " where tenant = $1 and id = $2 for share")
                .execute(Tuple.of(tenant.value(), reference.id()))
                .map(rows -> {
                    if (rows.size() == 0) {
                        return List.of(reference.fault("is no " + reference.noun() + "; create it first with POST /v1/"
                                + reference.table().replace('_', '-')));
                    }
                    Row row = rows.iterator().next();
                    return row.getBoolean("archived")
                            ? List.of(reference.fault("is archived; refer to another " + reference.noun()))
                            : reference.rule().apply(row).map(reference::fault).stream()
                                    .toList();
                });
    }

    /** A price by groups needs a metric that counts by them, one of seats absolute totals. */
    private static Optional<String> unfit(PriceRecord price, Row row) {
        MetricRecord metric = JsonColumn.read(row.getJsonObject("record"), MetricRecord.class);
        return metric.variantOf()
                .map(variant -> "is the metric '" + variant.metricId() + "' with " + variant.values()
                        + ", as other prices have it; refer to '" + variant.metricId()
                        + "' and say so with metricParameters")
                .or(() -> price.structure().unmetBy(metric.definition()));
    }

    private record Reference(String table, String noun, String id, Function<Row, Optional<String>> rule) {
        Violation fault(String detail) {
            return new Violation("/" + noun + "Id", "'" + id + "' " + detail);
        }
    }
}
