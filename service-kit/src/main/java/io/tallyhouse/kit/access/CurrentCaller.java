package io.tallyhouse.kit.access;

import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who calls. Complete before the resource method runs; read it there, not in what runs later. */
@RequestScoped
public class CurrentCaller {
    private @Nullable TenantId tenant;
    private @Nullable AccessKeyRecord key;

    void isKey(AccessKeyRecord accessKey) {
        tenant = accessKey.tenant();
        key = accessKey;
    }

    void isServiceFor(Optional<TenantId> onBehalfOf) {
        tenant = onBehalfOf.orElse(null);
        key = null;
    }

    /**
     * Of the access key, or what the calling service named.
     *
     * @throws IllegalStateException if there is no caller, or a service that named no tenant
     */
    public TenantId tenant() {
        if (tenant == null) {
            throw new IllegalStateException("there is no tenant in this request");
        }
        return tenant;
    }

    /** @throws IllegalStateException if a service calls */
    public String keyId() {
        return key().id();
    }

    /** @throws IllegalStateException if a service calls */
    public Set<Scope> scopes() {
        return key().scopes();
    }

    private AccessKeyRecord key() {
        if (key == null) {
            throw new IllegalStateException("there is no access key in this request");
        }
        return key;
    }
}
