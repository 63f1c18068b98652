package io.tallyhouse.catalog.accesskey.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.accesskey.AccessKeys;
import io.tallyhouse.catalog.shelf.ShelfKey;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.catalog.store.key.KeyRows;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.kit.rest.ProblemException;
import io.tallyhouse.kit.store.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;

@Singleton
class PostgresAccessKeys extends KeyRows implements AccessKeys {
    PostgresAccessKeys(Pool pool, Outbox outbox) {
        super(pool, outbox);
    }

    @Override
    public Uni<Optional<AccessKeyRecord>> findByHash(String hash) {
        return findBy("where hash = $1", Tuple.of(hash)).map(found -> found.map(Shelved::record));
    }

    @Override
    public Uni<Shelved<AccessKeyRecord>> issue(AccessKeyRecord key) {
        return inTransaction(tx -> issue(tx, key));
    }

    @Override
    public Uni<Optional<Shelved<AccessKeyRecord>>> revoke(ShelfKey key) {
        return update(
                key,
                current -> Optional.of(current.record())
                        .filter(record -> !record.revoked())
                        .map(KeyRows::revoked));
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
}
