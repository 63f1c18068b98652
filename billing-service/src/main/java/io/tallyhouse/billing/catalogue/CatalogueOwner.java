package io.tallyhouse.billing.catalogue;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.catalog.CustomerFamily;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.TenantId;
import java.util.Optional;

/** catalog-service, asked directly. Fails while it cannot answer; empty only where it says that there is no such thing. */
public interface CatalogueOwner {
    <V> Uni<Optional<V>> ask(CatalogueKind<V> kind, TenantId tenant, String id);

    /** The customer with all its descendants, in no order. */
    Uni<CustomerFamily> family(TenantId tenant, CustomerId customer);
}
