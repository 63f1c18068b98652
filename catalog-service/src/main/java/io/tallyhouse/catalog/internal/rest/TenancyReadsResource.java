package io.tallyhouse.catalog.internal.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.accesskey.AccessKeys;
import io.tallyhouse.catalog.tenant.Tenants;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.ServiceOnly;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Reads by which a service learns whose request it serves; no tenant is known before. */
@Path("/internal")
@ServiceOnly
class TenancyReadsResource {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Tenants tenants;
    private final AccessKeys accessKeys;

    TenancyReadsResource(Tenants tenants, AccessKeys accessKeys) {
        this.tenants = tenants;
        this.accessKeys = accessKeys;
    }

    @GET
    @Path("tenants/{id}")
    @Operation(hidden = true)
    public Uni<TenantRecord> tenant(String id) {
        if (!IdGrammar.accepts(id)) {
            throw ProblemException.notFound("tenant", id);
        }
        return tenants.find(new TenantId(id))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("tenant", id)));
    }

    @GET
    @Path("access-keys-by-hash/{hash}")
    @Operation(hidden = true)
    public Uni<AccessKeyRecord> accessKey(String hash) {
        if (!HASH.matcher(hash).matches()) {
            throw ProblemException.notFound("access key of hash", hash);
        }
        return accessKeys
                .findByHash(hash)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("access key of hash", hash)));
    }
}
