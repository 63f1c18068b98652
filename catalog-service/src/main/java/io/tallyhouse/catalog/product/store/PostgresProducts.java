package io.tallyhouse.catalog.product.store;

import io.tallyhouse.catalog.product.Products;
import io.tallyhouse.catalog.store.shelf.PostgresShelf;
import io.tallyhouse.catalog.store.shelf.ShelfSpec;
import io.tallyhouse.contracts.catalog.ProductRecord;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kit.store.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;

@Singleton
class PostgresProducts extends PostgresShelf<ProductRecord> implements Products {
    PostgresProducts(Pool pool, Outbox outbox) {
        super(
                pool,
                outbox,
                new ShelfSpec<>(
                        "products",
                        "product",
                        Topics.CATALOG_PRODUCTS,
                        ProductRecord.class,
                        ProductRecord::asArchived));
    }
}
