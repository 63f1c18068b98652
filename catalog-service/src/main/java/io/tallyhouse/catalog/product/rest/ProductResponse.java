package io.tallyhouse.catalog.product.rest;

import io.tallyhouse.contracts.catalog.ProductRecord;
import io.tallyhouse.kernel.id.ProductId;
import java.time.Instant;

/** A product as it is answered. */
record ProductResponse(ProductId id, String name, boolean archived, long version, Instant createdAt) {
    static ProductResponse from(ProductRecord product) {
        return new ProductResponse(
                product.id(), product.name(), product.archived(), product.version(), product.createdAt());
    }
}
