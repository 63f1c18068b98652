package io.tallyhouse.catalog.price.store;

import io.tallyhouse.catalog.price.Prices;
import io.tallyhouse.catalog.store.shelf.ShelfSpec;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kit.store.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;

@Singleton
class PostgresPrices extends PriceRows implements Prices {
    PostgresPrices(Pool pool, Outbox outbox, TenantClocks clocks) {
        super(
                pool,
                outbox,
                clocks,
                new ShelfSpec<>("prices", "price", Topics.CATALOG_PRICES, PriceRecord.class, PriceRecord::asArchived),
                "price_versions");
    }
}
