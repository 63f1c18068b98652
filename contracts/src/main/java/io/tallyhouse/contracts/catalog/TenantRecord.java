package io.tallyhouse.contracts.catalog;

import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * A tenant and, for a sandbox, its test clock.
 *
 * @param testNow where the sandbox's clock stands; empty while it follows wall time
 * @param version counts changes, clock moves included, from 1
 */
public record TenantRecord(
        TenantId id, long version, String name, Mode mode, Optional<Instant> testNow, Instant createdAt) {
    /** LIVE follows wall time always. */
    public enum Mode {
        LIVE,
        SANDBOX
    }

    /** The reserved tenant of operator keys, which may reach only {@code /v1/tenants}. */
    public static final TenantId OPERATOR = new TenantId("operator");
}
