package io.tallyhouse.contracts.catalog;

import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An access key without its secret.
 *
 * @param hash SHA-256 of the whole key, 64 lower-case hex digits
 * @param version counts changes from 1
 */
public record AccessKeyRecord(
        TenantId tenant,
        String id,
        long version,
        String name,
        String hash,
        Set<Scope> scopes,
        Optional<Instant> expiresAt,
        boolean revoked,
        Instant createdAt) {
    public AccessKeyRecord {
        scopes = Set.copyOf(scopes);
    }

    public boolean isUsableAt(Instant now) {
        return !revoked && expiresAt.map(now::isBefore).orElse(true);
    }
}
