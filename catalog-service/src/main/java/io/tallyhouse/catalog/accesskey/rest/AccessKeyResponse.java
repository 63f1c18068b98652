package io.tallyhouse.catalog.accesskey.rest;

import io.tallyhouse.catalog.accesskey.AccessKeySecret;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An access key as it is answered.
 *
 * @param accessKey the whole key; shown once, to whoever makes it
 */
record AccessKeyResponse(
        String id,
        String name,
        List<String> scopes,
        Optional<Instant> expiresAt,
        boolean revoked,
        long version,
        Instant createdAt,
        Optional<String> accessKey) {
    static AccessKeyResponse from(AccessKeyRecord key) {
        return from(key, Optional.empty());
    }

    static AccessKeyResponse once(AccessKeyRecord key, AccessKeySecret secret) {
        return from(key, Optional.of(secret.text()));
    }

    private static AccessKeyResponse from(AccessKeyRecord key, Optional<String> accessKey) {
        return new AccessKeyResponse(
                key.id(),
                key.name(),
                key.scopes().stream().sorted().map(Scope::text).toList(),
                key.expiresAt(),
                key.revoked(),
                key.version(),
                key.createdAt(),
                accessKey);
    }
}
