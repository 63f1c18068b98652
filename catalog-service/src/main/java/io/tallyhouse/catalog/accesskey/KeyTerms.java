package io.tallyhouse.catalog.accesskey;

import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a new key is to be.
 *
 * @param expiresAt wall time; empty for a key that lasts until revoked
 */
public record KeyTerms(TenantId tenant, String name, Set<Scope> scopes, Optional<Instant> expiresAt) {
    public KeyTerms {
        scopes = Set.copyOf(scopes);
    }

    /** For a key that takes the place of another. */
    public static KeyTerms like(AccessKeyRecord key) {
        return new KeyTerms(key.tenant(), key.name(), key.scopes(), key.expiresAt());
    }
}
