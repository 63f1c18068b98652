package io.tallyhouse.billing.catalogue;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.ProductRecord;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.id.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What can be sold and to whom, archived things included. Empty means that neither the copy nor the owner knows the id.
 * An outage of the owner fails the answer; it never makes a reference unknown.
 */
public interface Catalogue {
    Uni<Optional<CustomerRecord>> customer(TenantId tenant, CustomerId id);

    /** The customer as its owner has it now, whatever the copy says. */
    Uni<Optional<CustomerRecord>> customerNow(TenantId tenant, CustomerId id);

    /**
     * The customer's children, and theirs, as the owner has them now, in order of id.
     *
     * @throws IllegalStateException if there are more than can be read together
     */
    Uni<List<CustomerRecord>> descendantsNow(TenantId tenant, CustomerId id);

    Uni<Optional<ProductRecord>> product(TenantId tenant, ProductId id);

    Uni<Optional<PriceRecord>> price(TenantId tenant, PriceId id);

    Uni<Optional<MetricRecord>> metric(TenantId tenant, MetricId id);

    /** Those of the metric versions that are READY: every event accepted from now on counts. */
    Uni<Set<MetricVersion>> ready(Collection<MetricVersion> versions);
}
