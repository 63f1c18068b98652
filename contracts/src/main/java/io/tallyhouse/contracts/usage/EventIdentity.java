package io.tallyhouse.contracts.usage;

import io.tallyhouse.kernel.id.TenantId;

/** What makes two sent events the same event. */
public record EventIdentity(TenantId tenant, String subject, String source, String id) {}
