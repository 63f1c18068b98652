package io.tallyhouse.billing.catalogue.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.catalogue.CatalogueKind;
import io.tallyhouse.billing.catalogue.CatalogueOwner;
import io.tallyhouse.contracts.catalog.CustomerFamily;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.call.ServiceCalls;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks catalog-service over its internal paths. */
@ApplicationScoped
class AskedCatalogue implements CatalogueOwner {
    private final ServiceCalls calls;

    AskedCatalogue(ServiceCalls calls) {
        this.calls = calls;
    }

    @Override
    public <V> Uni<Optional<V>> ask(CatalogueKind<V> kind, TenantId tenant, String id) {
        return calls.read(Service.CATALOG, tenant, "/internal/" + kind.internalPath() + "/" + id, kind.type());
    }

    @Override
    public Uni<CustomerFamily> family(TenantId tenant, CustomerId customer) {
        return calls.ask(
                Service.CATALOG,
                tenant,
                "/internal/families",
                Map.of("customers", List.of(customer.value())),
                CustomerFamily.class);
    }
}
