package io.tallyhouse.catalog.product.rest;

import io.tallyhouse.catalog.shelf.RequestFields;
import io.tallyhouse.contracts.catalog.ProductRecord;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A product as callers send it. */
@Schema(requiredProperties = {"name"})
record ProductRequest(Optional<String> id, String name) {
    /** @param pathId the product that a PUT replaces; empty for a POST */
    static ProductRequest read(JsonInput input, Optional<String> pathId) {
        Field<String> id = RequestFields.id(input, pathId);
        Field<String> name = input.line("name").required();
        return input.build(() -> new ProductRequest(id.optional(), name.get()));
    }

    ProductRecord replacing(ProductRecord current) {
        return new ProductRecord(
                current.tenant(), current.id(), current.version() + 1, false, name, current.createdAt());
    }
}
