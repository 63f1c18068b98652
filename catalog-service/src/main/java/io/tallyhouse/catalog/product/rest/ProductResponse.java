package io.tallyhouse.catalog.product.rest;

import io.tallyhouse.contracts.catalog.ProductRecord;
import io.tallyhouse.contracts.catalog.ProductRecord.RecognitionMethod;
import io.tallyhouse.kernel.id.ProductId;
import java.time.Instant;
import java.util.Optional;

/** A product as it is answered. */
record ProductResponse(
        ProductId id,
        String name,
        Optional<String> label,
        Optional<String> taxCategory,
        Optional<RecognitionMethod> recognitionMethod,
        boolean archived,
        long version,
        Instant createdAt) {
    static ProductResponse from(ProductRecord product) {
        return new ProductResponse(
                product.id(),
                product.name(),
                product.label(),
                product.taxCategory(),
                product.recognitionMethod(),
                product.archived(),
                product.version(),
                product.createdAt());
    }
}
