package io.tallyhouse.contracts.catalog;

import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * What is sold.
 *
 * @param name as documents show it
 * @param label what the tenant calls the product among its own people
 * @param taxCategory by which rates are chosen
 */
public record ProductRecord(
        TenantId tenant,
        ProductId id,
        long version,
        boolean archived,
        String name,
        Instant createdAt,
        Optional<String> label,
        Optional<String> taxCategory,
        Optional<RecognitionMethod> recognitionMethod) {
    /** With a name only. */
    public ProductRecord(
            TenantId tenant, ProductId id, long version, boolean archived, String name, Instant createdAt) {
        this(tenant, id, version, archived, name, createdAt, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The next version, to which no new price can refer. */
    public ProductRecord asArchived() {
        return new ProductRecord(tenant, id, version + 1, true, name, createdAt, label, taxCategory, recognitionMethod);
    }

    /** When what was billed becomes revenue. */
    public enum RecognitionMethod {
        /** Evenly over its service period. */
        STRAIGHT_LINE,
        /** As it is used. */
        USAGE,
        /** At once, on one day. */
        POINT_IN_TIME,
        /** When what was agreed has been done. */
        MILESTONE
    }
}
