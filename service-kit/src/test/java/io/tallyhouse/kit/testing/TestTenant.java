package io.tallyhouse.kit.testing;

import io.tallyhouse.kernel.id.TenantId;

/** @param accessKey for {@code Authorization: Bearer} */
public record TestTenant(TenantId tenantId, String accessKey) {
    /** The value of the {@code Authorization} header. */
    public String bearer() {
        return "Bearer " + accessKey;
    }
}
