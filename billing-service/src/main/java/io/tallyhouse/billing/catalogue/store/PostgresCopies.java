package io.tallyhouse.billing.catalogue.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.catalogue.CatalogueCopies;
import io.tallyhouse.billing.catalogue.CatalogueKind;
import io.tallyhouse.billing.catalogue.CatalogueKind.CopyKey;
import io.tallyhouse.billing.catalogue.MetricVersion;
import io.tallyhouse.billing.store.column.JsonColumns;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Copies in the table {@code catalogue_copies}. */
@ApplicationScoped
class PostgresCopies implements CatalogueCopies {
    private static final String SELECT =
            "SELECT body FROM catalogue_copies WHERE tenant = $1 AND kind = $2 AND id = $3";
    private static final String UPSERT = """
            INSERT INTO catalogue_copies AS held (tenant, kind, id, version, body) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (tenant, kind, id) DO UPDATE SET version = excluded.version, body = excluded.body
            WHERE held.version %s excluded.version""";
    /** From the topic: in order, so that of two with the same version the later is true. */
    private static final String UPSERT_PUBLISHED = UPSERT.formatted("<=");
    /** From the owner's answer, which may be older than what the topic has brought meanwhile. */
    private static final String UPSERT_ANSWERED = UPSERT.formatted("<");

    private static final String SELECT_READY = """
            SELECT w.tenant, w.metric, w.version
            FROM unnest($1::text[], $2::text[], $3::int[]) AS w (tenant, metric, version)
            JOIN catalogue_copies c ON c.tenant = w.tenant AND c.kind = 'METRIC_STATE'
                AND c.id = w.metric || '/' || w.version
            WHERE c.body ->> 'state' = 'READY'""";

    private final Pool pool;

    PostgresCopies(Pool pool) {
        this.pool = pool;
    }

    @Override
    public <V> Uni<Optional<V>> find(CatalogueKind<V> kind, TenantId tenant, String id) {
        return pool.preparedQuery(SELECT)
                .execute(Tuple.of(tenant.value(), kind.name(), id))
                .map(rows -> rows.rowCount() == 0
                        ? Optional.empty()
                        : Optional.of(JsonColumns.read(rows.iterator().next().getJsonObject(0), kind.type())));
    }

    @Override
    public <V> Uni<Void> keep(CatalogueKind<V> kind, V value) {
        return upsert(pool, UPSERT_ANSWERED, kind, List.of(value));
    }

    /** Applies records of the kind's topic, in their order. */
    <V> Uni<Void> apply(SqlClient transaction, CatalogueKind<V> kind, List<V> published) {
        return published.isEmpty()
                ? Uni.createFrom().voidItem()
                : upsert(transaction, UPSERT_PUBLISHED, kind, published);
    }

    @Override
    public Uni<Set<MetricVersion>> ready(Collection<MetricVersion> versions) {
        if (versions.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        List<MetricVersion> wanted = List.copyOf(versions);
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(
                        wanted.stream().map(version -> version.tenant().value()).toArray(String[]::new))
                .addArrayOfString(
                        wanted.stream().map(version -> version.metric().value()).toArray(String[]::new))
                .addArrayOfInteger(wanted.stream().map(MetricVersion::version).toArray(Integer[]::new));
        return pool.preparedQuery(SELECT_READY).execute(parameters).map(rows -> {
            Set<MetricVersion> ready = new HashSet<>();
            rows.forEach(row -> ready.add(new MetricVersion(
                    new TenantId(row.getString(0)), new MetricId(row.getString(1)), row.getInteger(2))));
            return Set.copyOf(ready);
        });
    }

    private static <V> Uni<Void> upsert(SqlClient client, String sql, CatalogueKind<V> kind, List<V> values) {
        List<Tuple> rows = values.stream().map(value -> row(kind, value)).toList();
        return client.preparedQuery(sql).executeBatch(rows).replaceWithVoid();
    }

    private static <V> Tuple row(CatalogueKind<V> kind, V value) {
        CopyKey key = kind.keyOf().apply(value);
        return Tuple.of(key.tenant().value(), kind.name(), key.id(), key.version(), JsonColumns.write(value));
    }
}
