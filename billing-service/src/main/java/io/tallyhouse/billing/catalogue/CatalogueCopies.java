package io.tallyhouse.billing.catalogue;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.kernel.id.TenantId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The copies kept here. */
public interface CatalogueCopies {
    <V> Uni<Optional<V>> find(CatalogueKind<V> kind, TenantId tenant, String id);

    /** Keeps a record that the owner answered, unless a newer one is here already. */
    <V> Uni<Void> keep(CatalogueKind<V> kind, V value);

    Uni<Set<MetricVersion>> ready(Collection<MetricVersion> versions);
}
