package io.tallyhouse.catalog.accesskey.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.accesskey.AccessKeys;
import io.tallyhouse.catalog.shelf.NewRecord;
import io.tallyhouse.catalog.shelf.ShelfKey;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.catalog.shelf.store.PostgresShelf;
import io.tallyhouse.catalog.shelf.store.ShelfSpec;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kit.rest.ProblemException;
import io.tallyhouse.kit.store.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Access keys; a tenant's first one is made in the transaction that makes the tenant. */
@Singleton
public class PostgresAccessKeys extends PostgresShelf<AccessKeyRecord> implements AccessKeys {
    PostgresAccessKeys(Pool pool, Outbox outbox) {
        super(
                pool,
                outbox,
                new ShelfSpec<>(
                        "access_keys",
                        "access key",
                        Topics.CATALOG_ACCESS_KEYS,
                        AccessKeyRecord.class,
                        PostgresAccessKeys::revoked));
    }

    @Override
    public Uni<Optional<AccessKeyRecord>> findByHash(String hash) {
        return findBy("where hash = $1", Tuple.of(hash)).map(found -> found.map(Shelved::record));
    }

    @Override
    public Uni<Shelved<AccessKeyRecord>> issue(AccessKeyRecord key) {
        return inTransaction(tx -> issue(tx, key));
    }

    /** As {@link #issue(AccessKeyRecord)}, in a transaction that has more to do. */
    public Uni<Shelved<AccessKeyRecord>> issue(SqlConnection tx, AccessKeyRecord key) {
        ShelfKey place = new ShelfKey(key.tenant(), key.id());
        return create(tx, new NewRecord<>(place, key, false))
                .chain(made -> made.record().hash().equals(key.hash())
                        ? Uni.createFrom().item(made)
                        : update(tx, place, current -> Optional.of(succeeding(current.record(), key)))
                                .map(Optional::orElseThrow));
    }

    @Override
    public Uni<Optional<Shelved<AccessKeyRecord>>> revoke(ShelfKey key) {
        return update(
                key,
                current -> Optional.of(current.record())
                        .filter(record -> !record.revoked())
                        .map(PostgresAccessKeys::revoked));
    }

    @Override
    public Uni<Optional<Shelved<AccessKeyRecord>>> rotate(ShelfKey key, AccessKeyRecord successor) {
        return inTransaction(tx -> update(tx, key, current -> {
                    if (current.record().revoked()) {
                        throw ProblemException.conflict(
                                "The access key '" + key.id() + "' was revoked a moment ago; make a new one.");
                    }
                    return Optional.of(revoked(current.record()));
                })
                .chain(old -> old.isEmpty()
                        ? Uni.createFrom().item(old)
                        : issue(tx, successor).map(Optional::of)));
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

    private static AccessKeyRecord revoked(AccessKeyRecord key) {
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
}
