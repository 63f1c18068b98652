package io.tallyhouse.catalog.product.rest;

import io.tallyhouse.catalog.shelf.RequestFields;
import io.tallyhouse.contracts.catalog.ProductRecord;
import io.tallyhouse.contracts.catalog.ProductRecord.RecognitionMethod;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A product as callers send it. */
@Schema(requiredProperties = {"name"})
record ProductRequest(
        Optional<String> id,
        String name,
        Optional<String> label,
        Optional<String> taxCategory,
        Optional<RecognitionMethod> recognitionMethod) {
    /** @param pathId the product that a PUT replaces; empty for a POST */
    static ProductRequest read(JsonInput input, Optional<String> pathId) {
        Field<String> id = RequestFields.id(input, pathId);
        Field<String> name = input.line("name").required();
        Field<String> label = input.line("label");
        Field<String> taxCategory = input.id("taxCategory");
        Field<RecognitionMethod> recognition = input.oneOf("recognitionMethod", RecognitionMethod.class);
        return input.build(() -> new ProductRequest(
                id.optional(), name.get(), label.optional(), taxCategory.optional(), recognition.optional()));
    }

    ProductRecord toRecord(TenantId tenant, ProductId product, long version, Instant createdAt) {
        return new ProductRecord(
                tenant, product, version, false, name, createdAt, label, taxCategory, recognitionMethod);
    }

    ProductRecord replacing(ProductRecord current) {
        return toRecord(current.tenant(), current.id(), current.version() + 1, current.createdAt());
    }
}
