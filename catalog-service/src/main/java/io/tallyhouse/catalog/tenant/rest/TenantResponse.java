package io.tallyhouse.catalog.tenant.rest;

import io.tallyhouse.catalog.accesskey.AccessKeySecret;
import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.contracts.catalog.TenantRecord.Mode;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * A tenant as it is answered.
 *
 * @param testNow where a sandbox's clock stands; absent while it follows wall time
 * @param accessKey a key with all scopes; shown once, when the tenant is made
 */
record TenantResponse(
        TenantId id,
        String name,
        Mode mode,
        Optional<Instant> testNow,
        long version,
        Instant createdAt,
        Optional<String> accessKey) {
    static TenantResponse from(TenantRecord tenant) {
        return from(tenant, Optional.empty());
    }

    static TenantResponse once(TenantRecord tenant, AccessKeySecret secret) {
        return from(tenant, Optional.of(secret.text()));
    }

    private static TenantResponse from(TenantRecord tenant, Optional<String> accessKey) {
        return new TenantResponse(
                tenant.id(),
                tenant.name(),
                tenant.mode(),
                tenant.testNow(),
                tenant.version(),
                tenant.createdAt(),
                accessKey);
    }
}
