package io.tallyhouse.catalog.customer;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.shelf.Shelf;
import io.tallyhouse.catalog.shelf.ShelfKey;
import io.tallyhouse.catalog.shelf.ShelfWalk;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.contracts.catalog.CustomerFamily;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.catalog.SubjectOwners;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The customers. A name that is another customer's at the same time refuses the whole change, and so does a parent that
 * the customer cannot have.
 */
public interface Customers extends Shelf<CustomerRecord> {
    /** By an alias that the customer has at that moment, and not by the id. */
    Uni<Optional<Shelved<CustomerRecord>>> findByAlias(TenantId tenant, String alias, Instant at);

    /** Whose usage it is that carries the subject: by id or alias, as {@link #owners} says. */
    Uni<Optional<Shelved<CustomerRecord>>> findBySubject(TenantId tenant, String subject, Instant at);

    /**
     * The id of the customer whose each subject is at that moment, or was last, or will be; subjects that are nobody's
     * at any time are left out.
     */
    Uni<Map<String, String>> owners(TenantId tenant, Collection<String> subjects, Instant at);

    /** Every time of each of the subjects with the customer whose it is then. */
    Uni<SubjectOwners> ownerships(TenantId tenant, Collection<String> subjects);

    /** Those whose parent this is, in the order of the walk. */
    Uni<List<Shelved<CustomerRecord>>> children(TenantId tenant, String parent, ShelfWalk walk);

    /** The customers and all their descendants, archived ones too; ids that are no customer's are left out. */
    Uni<CustomerFamily> family(TenantId tenant, Collection<String> customers);

    /**
     * Changes who has an alias.
     *
     * @param decide pure: from the customer and all others that have the alias at any time
     * @return the customer as it is then; empty if there is none, or none of what was to change
     */
    Uni<Optional<Shelved<CustomerRecord>>> rename(
            ShelfKey key, String alias, BiFunction<CustomerRecord, List<CustomerRecord>, Optional<AliasChange>> decide);
}
