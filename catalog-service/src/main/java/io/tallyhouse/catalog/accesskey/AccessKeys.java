package io.tallyhouse.catalog.accesskey;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.shelf.Shelf;
import io.tallyhouse.catalog.shelf.ShelfKey;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import java.util.Optional;

/** The access keys. They are revoked, not archived. */
public interface AccessKeys extends Shelf<AccessKeyRecord> {
    /** Of any tenant: the key says whose it is. */
    Uni<Optional<AccessKeyRecord>> findByHash(String hash);

    /**
     * Creates the key. One of the same generated id, left by an execution whose answer never arrived, gets the new
     * secret instead, for nobody has the old one.
     */
    Uni<Shelved<AccessKeyRecord>> issue(AccessKeyRecord key);

    /** Changes nothing if the key is revoked already. */
    Uni<Optional<Shelved<AccessKeyRecord>>> revoke(ShelfKey key);

    /** Revokes a key and creates its successor, in one unit of work; refused if the key is revoked already. */
    Uni<Optional<Shelved<AccessKeyRecord>>> rotate(ShelfKey key, AccessKeyRecord successor);
}
