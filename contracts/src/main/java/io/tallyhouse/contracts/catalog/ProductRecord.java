package io.tallyhouse.contracts.catalog;

import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;

/** What is sold. */
public record ProductRecord(
        TenantId tenant, ProductId id, long version, boolean archived, String name, Instant createdAt) {}
