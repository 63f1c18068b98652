package io.tallyhouse.kit.rest;

import io.tallyhouse.kernel.id.TenantId;

/**
 * A request that asks to be executed once.
 *
 * @param operation method, path and query
 * @param bodyHash SHA-256 of the body as received
 */
record IdempotencyClaim(TenantId tenant, String key, String operation, byte[] bodyHash) {
    static final int KEY_LENGTH_MAX = 255;
}
