package io.tallyhouse.catalog.shelf;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.kernel.id.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * The records of one kind. Every method is one unit of work; what changes is published in the same one. Refusals fail
 * the {@code Uni} with the problem to answer; a record that is not there is empty.
 */
public interface Shelf<R> {
    /** Refused if the caller chose an id that is taken. A record under a generated id that is there already is answered. */
    Uni<Shelved<R>> create(NewRecord<R> arrival);

    Uni<Optional<Shelved<R>>> find(TenantId tenant, String id);

    /** In the order of the walk. */
    Uni<List<Shelved<R>>> list(TenantId tenant, ShelfWalk walk);

    /**
     * Puts another state in the record's place.
     *
     * @param revision what the caller believes to replace; empty to replace whatever there is
     * @param change pure: from the current state to the next
     */
    Uni<Optional<Shelved<R>>> replace(ShelfKey key, OptionalLong revision, UnaryOperator<R> change);

    /** Changes nothing if the record is archived already. */
    Uni<Optional<Shelved<R>>> archive(ShelfKey key);
}
