package io.tallyhouse.kit.access;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.kit.call.ServiceCalls;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Asks catalog-service, which owns the keys and has a bean of its own in place of this one. */
@DefaultBean
@ApplicationScoped
class CatalogAccessKeyLookup implements AccessKeyLookup {
    private final ServiceCalls calls;

    CatalogAccessKeyLookup(ServiceCalls calls) {
        this.calls = calls;
    }

    @Override
    public Uni<Optional<AccessKeyRecord>> byHash(String hash) {
        return calls.read(Service.CATALOG, "/internal/access-keys-by-hash/" + hash, AccessKeyRecord.class);
    }
}
