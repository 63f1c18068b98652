package io.tallyhouse.catalog.customer;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.shelf.Shelf;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.kernel.id.TenantId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The customers. An alias that is another customer's refuses the whole change. */
public interface Customers extends Shelf<CustomerRecord> {
    /** By one of the aliases, and not by the id. */
    Uni<Optional<Shelved<CustomerRecord>>> findByAlias(TenantId tenant, String alias);

    /** Whose usage it is that carries the subject: by id or alias. */
    Uni<Optional<Shelved<CustomerRecord>>> findBySubject(TenantId tenant, String subject);

    /** Those of the subjects that are a customer's: an id or an alias. */
    Uni<Set<String>> claimed(TenantId tenant, Collection<String> subjects);
}
