package io.tallyhouse.catalog.price.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.price.Prices;
import io.tallyhouse.catalog.store.shelf.PostgresShelf;
import io.tallyhouse.catalog.store.shelf.ShelfSpec;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.ProblemException;
import io.tallyhouse.kit.store.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

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
        references.add(new Reference("products", "product", price.productId().value()));
        price.metricId().ifPresent(metric -> references.add(new Reference("metrics", "metric", metric.value())));
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
        return tx.preparedQuery(
                        "select archived from " + reference.table() + " where tenant = $1 and id = $2 for share")
                .execute(Tuple.of(tenant.value(), reference.id()))
                .map(rows -> {
                    if (rows.size() == 0) {
                        return List.of(reference.fault(
                                "is no " + reference.noun() + "; create it first with POST /v1/" + reference.table()));
                    }
                    return rows.iterator().next().getBoolean("archived")
                            ? List.of(reference.fault("is archived; refer to another " + reference.noun()))
                            : List.of();
                });
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
                price.timing(),
                price.metricId(),
                price.structure(),
                price.createdAt());
    }

    /** Its table is also its path in the API. */
    private record Reference(String table, String noun, String id) {
        Violation fault(String detail) {
            return new Violation("/" + noun + "Id", "'" + id + "' " + detail);
        }
    }
}
