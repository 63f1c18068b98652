package io.tallyhouse.catalog.tenant.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.shelf.NewRecord;
import io.tallyhouse.catalog.shelf.ShelfKey;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.catalog.store.key.KeyRows;
import io.tallyhouse.catalog.store.shelf.PostgresShelf;
import io.tallyhouse.catalog.store.shelf.ShelfSpec;
import io.tallyhouse.catalog.tenant.Tenants;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.contracts.topic.Topic;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.store.Outbox;
import io.tallyhouse.kit.store.OutboxRecord;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.UnaryOperator;

@Singleton
class PostgresTenants extends PostgresShelf<TenantRecord> implements Tenants {
    private final KeyRows accessKeys;

    PostgresTenants(Pool pool, Outbox outbox) {
        super(
                pool,
                outbox,
                new ShelfSpec<>(
                        "tenants", "tenant", Topics.CATALOG_TENANTS, TenantRecord.class, UnaryOperator.identity()));
        this.accessKeys = new KeyRows(pool, outbox);
    }

    /** Each tenant's own clock and name are its own record, under nothing but the tenant. */
    @Override
    protected OutboxRecord outboxRecord(Topic<TenantRecord> topic, ShelfKey key, TenantRecord tenant) {
        return OutboxRecord.of(topic, tenant.id(), Topics.resourceKey(tenant.id()), tenant);
    }

    @Override
    public Uni<Shelved<TenantRecord>> create(NewRecord<TenantRecord> arrival, AccessKeyRecord firstKey) {
        return inTransaction(tx -> create(tx, arrival)
                .chain(tenant -> accessKeys.issue(tx, firstKey).replaceWith(tenant)));
    }

    @Override
    public Uni<Optional<TenantRecord>> change(TenantId tenant, UnaryOperator<TenantRecord> change) {
        ShelfKey key = new ShelfKey(TenantRecord.OPERATOR, tenant.value());
        return update(key, current -> {
                    TenantRecord next = change.apply(current.record());
                    return Optional.of(next).filter(changed -> !changed.equals(current.record()));
                })
                .map(found -> found.map(Shelved::record));
    }
}
