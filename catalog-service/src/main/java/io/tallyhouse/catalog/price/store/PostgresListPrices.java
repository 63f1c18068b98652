package io.tallyhouse.catalog.price.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.price.ListPrices;
import io.tallyhouse.catalog.shelf.ShelfWalk;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.catalog.store.shelf.ShelfSpec;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.store.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

@Singleton
class PostgresListPrices extends PriceRows implements ListPrices {
    PostgresListPrices(Pool pool, Outbox outbox, TenantClocks clocks) {
        super(
                pool,
                outbox,
                clocks,
                new ShelfSpec<>(
                        "list_prices", "list price", Optional.empty(), PriceRecord.class, PriceRecord::asArchived),
                "list_price_versions");
    }

    @Override
    public Uni<List<Shelved<PriceRecord>>> list(TenantId tenant, ShelfWalk walk, Filter filter) {
        List<Condition> conditions = new ArrayList<>();
        filter.currency().ifPresent(code -> conditions.add(new Condition("currency", Optional.of(code.code()))));
        filter.productId().ifPresent(product -> conditions.add(new Condition("product", Optional.of(product.value()))));
        filter.frequency().ifPresent(often -> conditions.add(new Condition("frequency", Optional.of(often.name()))));
        return list(tenant, walk, conditions);
    }
}
