package io.tallyhouse.kit.rest;

import io.tallyhouse.kernel.id.TenantId;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;

/** Whose request it is, as a note on the request: set where the caller is identified, read where only the tenant matters. */
public final class RequestTenant {
    private static final String PROPERTY = "tallyhouse.tenant";

    private RequestTenant() {}

    public static void note(ContainerRequestContext request, TenantId tenant) {
        request.setProperty(PROPERTY, tenant);
    }

    /** Empty for a request between services. */
    public static Optional<TenantId> of(ContainerRequestContext request) {
        return Optional.ofNullable((TenantId) request.getProperty(PROPERTY));
    }
}
