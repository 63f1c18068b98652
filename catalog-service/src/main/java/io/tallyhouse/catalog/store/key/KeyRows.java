package io.tallyhouse.catalog.store.key;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.shelf.NewRecord;
import io.tallyhouse.catalog.shelf.ShelfKey;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.catalog.store.shelf.PostgresShelf;
import io.tallyhouse.catalog.store.shelf.ShelfSpec;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kit.store.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Optional;

/** Access keys, revoked instead of archived. */
public class KeyRows extends PostgresShelf<AccessKeyRecord> {
    public KeyRows(Pool pool, Outbox outbox) {
        super(
                pool,
                outbox,
                new ShelfSpec<>(
                        "access_keys",
                        "access key",
                        Topics.CATALOG_ACCESS_KEYS,
                        AccessKeyRecord.class,
                        KeyRows::revoked));
    }

    /**
     * Creates the key. One that stands in its place already has been made by an execution whose answer never arrived; it
     * gets the new secret.
     */
    public Uni<Shelved<AccessKeyRecord>> issue(SqlConnection tx, AccessKeyRecord key) {
        ShelfKey place = new ShelfKey(key.tenant(), key.id());
        return create(tx, new NewRecord<>(place, key, false))
                .chain(made -> made.record().hash().equals(key.hash())
                        ? Uni.createFrom().item(made)
                        : update(tx, place, current -> Optional.of(succeeding(current.record(), key)))
                                .map(Optional::orElseThrow));
    }

    protected static AccessKeyRecord revoked(AccessKeyRecord key) {
        return new AccessKeyRecord(
                key.tenant(),
                key.id(),
                key.version() + 1,
                key.name(),
                key.hash(),
                key.scopes(),
                key.expiresAt(),
                true,
                key.createdAt());
    }

    private static AccessKeyRecord succeeding(AccessKeyRecord current, AccessKeyRecord wanted) {
        return new AccessKeyRecord(
                wanted.tenant(),
                wanted.id(),
                current.version() + 1,
                wanted.name(),
                wanted.hash(),
                wanted.scopes(),
                wanted.expiresAt(),
                false,
                current.createdAt());
    }
}
