package io.tallyhouse.billing.catalogue;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.catalog.CustomerFamily;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.ProductRecord;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The copy first; what it lacks is asked of the owner and kept. A price is the version that holds today, in UTC. */
@ApplicationScoped
class CopiedCatalogue implements Catalogue {
    private final CatalogueCopies copies;
    private final CatalogueOwner owner;
    private final TenantClocks clocks;

    CopiedCatalogue(CatalogueCopies copies, CatalogueOwner owner, TenantClocks clocks) {
        this.copies = copies;
        this.owner = owner;
        this.clocks = clocks;
    }

    @Override
    public Uni<Optional<CustomerRecord>> customer(TenantId tenant, CustomerId id) {
        return find(CatalogueKind.CUSTOMER, tenant, id.value());
    }

    @Override
    public Uni<Optional<CustomerRecord>> customerNow(TenantId tenant, CustomerId id) {
        return ask(CatalogueKind.CUSTOMER, tenant, id.value());
    }

    @Override
    public Uni<List<CustomerRecord>> descendantsNow(TenantId tenant, CustomerId id) {
        return owner.family(tenant, id).map(family -> {
            if (family.members().size() > CustomerFamily.MEMBERS_MAX) {
                throw new IllegalStateException("customer '" + id + "' has more than " + CustomerFamily.MEMBERS_MAX
                        + " descendants, which are too many for one invoice; bill further down");
            }
            return family.members().stream()
                    .filter(member -> !member.id().equals(id))
                    .sorted(Comparator.comparing(CustomerRecord::id))
                    .toList();
        });
    }

    @Override
    public Uni<Optional<ProductRecord>> product(TenantId tenant, ProductId id) {
        return find(CatalogueKind.PRODUCT, tenant, id.value());
    }

    @Override
    public Uni<Optional<PriceRecord>> price(TenantId tenant, PriceId id) {
        return find(CatalogueKind.PRICE, tenant, id.value())
                .map(found ->
                        found.map(price -> price.inEffectOn(LocalDate.ofInstant(clocks.now(tenant), ZoneOffset.UTC))));
    }

    @Override
    public Uni<Optional<MetricRecord>> metric(TenantId tenant, MetricId id) {
        return find(CatalogueKind.METRIC, tenant, id.value());
    }

    @Override
    public Uni<Set<MetricVersion>> ready(Collection<MetricVersion> versions) {
        return copies.ready(versions);
    }

    private <V> Uni<Optional<V>> find(CatalogueKind<V> kind, TenantId tenant, String id) {
        return copies.find(kind, tenant, id)
                .chain(copy -> copy.isPresent() ? Uni.createFrom().item(copy) : ask(kind, tenant, id));
    }

    private <V> Uni<Optional<V>> ask(CatalogueKind<V> kind, TenantId tenant, String id) {
        return owner.ask(kind, tenant, id)
                .chain(answer -> answer.map(value -> copies.keep(kind, value).replaceWith(answer))
                        .orElseGet(() -> Uni.createFrom().item(answer)));
    }
}
