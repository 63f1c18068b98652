package io.tallyhouse.catalog.shelf;

import io.tallyhouse.kernel.id.TenantId;

/** Where a record stands. */
public record ShelfKey(TenantId tenant, String id) {}
