package io.tallyhouse.catalog.price.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.price.Prices;
import io.tallyhouse.catalog.store.shelf.JsonColumn;
import io.tallyhouse.catalog.store.shelf.PostgresShelf;
import io.tallyhouse.catalog.store.shelf.ShelfSpec;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.ProblemException;
import io.tallyhouse.kit.store.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

@Singleton
class PostgresPrices extends PostgresShelf<PriceRecord> implements Prices {
    PostgresPrices(Pool pool, Outbox outbox) {
        super(
                pool,
                outbox,
                new ShelfSpec<>("prices", "price", Topics.CATALOG_PRICES, PriceRecord.class, PostgresPrices::archived));
    }

    /** The rows referred to are locked against archiving until the price is there. */
    @Override
    protected Uni<Void> uphold(SqlConnection tx, PriceRecord price) {
        List<Reference> references = new ArrayList<>();
        references.add(new Reference("products", "product", price.productId().value(), record -> Optional.empty()));
        price.metricId()
                .ifPresent(metric -> references.add(new Reference(
                        "metrics", "metric", metric.value(), record -> unfit(price.structure(), record))));
        List<Violation> faults = new ArrayList<>();
        Uni<Void> checks = Uni.createFrom().voidItem();
        for (Reference reference : references) {
            checks = checks.chain(() -> check(tx, price.tenant(), reference))
                    .invoke(faults::addAll)
                    .replaceWithVoid();
        }
        return checks.invoke(() -> {
            if (!faults.isEmpty()) {
                throw ProblemException.unknownReferences(faults);
            }
        });
    }

    private static Uni<List<Violation>> check(SqlConnection tx, TenantId tenant, Reference reference) {
        return tx.preparedQuery("select archived, record from " + reference.table()
                        + " where tenant = $1 and id = $2 for share")
                .execute(Tuple.of(tenant.value(), reference.id()))
                .map(rows -> {
                    if (rows.size() == 0) {
                        return List.of(reference.fault(
                                "is no " + reference.noun() + "; create it first with POST /v1/" + reference.table()));
                    }
                    Row row = rows.iterator().next();
                    return row.getBoolean("archived")
                            ? List.of(reference.fault("is archived; refer to another " + reference.noun()))
                            : reference.rule().apply(row).map(reference::fault).stream()
                                    .toList();
                });
    }

    private static Optional<String> unfit(PriceStructure structure, Row metric) {
        return structure.unmetBy(JsonColumn.read(metric.getJsonObject("record"), MetricRecord.class)
                .definition());
    }

    private static PriceRecord archived(PriceRecord price) {
        return new PriceRecord(
                price.tenant(),
                price.id(),
                price.version() + 1,
                true,
                price.productId(),
                price.name(),
                price.currency(),
                price.frequency(),
                price.interval(),
                price.timing(),
                price.metricId(),
                price.structure(),
                price.usageMode(),
                price.usagePeriod(),
                price.createdAt());
    }

    /** Its table is also its path in the API. */
    private record Reference(String table, String noun, String id, Function<Row, Optional<String>> rule) {
        Violation fault(String detail) {
            return new Violation("/" + noun + "Id", "'" + id + "' " + detail);
        }
    }
}
