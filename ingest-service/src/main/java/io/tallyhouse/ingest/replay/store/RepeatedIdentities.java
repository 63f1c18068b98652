package io.tallyhouse.ingest.replay.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.ingest.replay.Replay;
import io.tallyhouse.kernel.id.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which identities of a tenant have more than one record in the archive. They are few, and only their histories must be
 * put together; to look for those of all events in the index of each day would take longer by far than one walk through
 * these indexes in order.
 */
@ApplicationScoped
class RepeatedIdentities {
    /** Of {@code usage_records r}. Two identities with the same one cost a look and nothing else. */
    static final String HASH = "hashtextextended(r.subject || chr(1) || r.source || chr(1) || r.event_id, 0)";

    private static final int MAX = 500_000;
    private static final int TENANTS_MAX = 16;
    private static final String SELECT_OPEN = """
            SELECT metric_id, metric_version, kafka_partition FROM metric_replays
            WHERE tenant = $1 AND state <> 'DONE'""";
    private static final String SELECT_REPEATED = "SELECT " + HASH + """
             FROM (SELECT subject, source, event_id FROM usage_records WHERE tenant = $1
                GROUP BY subject, source, event_id HAVING count(*) > 1 LIMIT $2) r""";

    private final Pool pool;
    private final Map<TenantId, Repeated> byTenant = new LinkedHashMap<>(TENANTS_MAX, 0.75F, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, Repeated> eldest) {
            return size() > TENANTS_MAX;
        }
    };

    RepeatedIdentities(Pool pool) {
        this.pool = pool;
    }

    private record ReplayKey(String metric, int version, int partition) {
        static ReplayKey of(Replay replay) {
            return new ReplayKey(replay.metric().id().value(), replay.metric().version(), replay.partition());
        }
    }

    /**
     * What was found at one moment.
     *
     * @param replays those that were due before: of their past everything was in the archive
     * @param hashes in order; empty if there are too many to keep
     */
    record Repeated(Set<ReplayKey> replays, Optional<long[]> hashes) {
        boolean mayContain(long hash) {
            return hashes.map(known -> Arrays.binarySearch(known, hash) >= 0).orElse(true);
        }
    }

    /** Found after all of the replay's past was in the archive. */
    Uni<Repeated> of(Replay replay) {
        TenantId tenant = replay.metric().tenant();
        Optional<Repeated> known = known(tenant).filter(found -> found.replays.contains(ReplayKey.of(replay)));
        return known.isPresent() ? Uni.createFrom().item(known.get()) : find(tenant);
    }

    private synchronized Optional<Repeated> known(TenantId tenant) {
        return Optional.ofNullable(byTenant.get(tenant));
    }

    private synchronized void keep(TenantId tenant, Repeated found) {
        byTenant.put(tenant, found);
    }

    private Uni<Repeated> find(TenantId tenant) {
        return pool.preparedQuery(SELECT_OPEN)
                .execute(Tuple.of(tenant.value()))
                .map(RepeatedIdentities::replays)
                .chain(replays -> pool.preparedQuery(SELECT_REPEATED)
                        .execute(Tuple.of(tenant.value(), MAX + 1))
                        .map(rows -> new Repeated(replays, hashes(rows))))
                .invoke(found -> keep(tenant, found));
    }

    private static Set<ReplayKey> replays(RowSet<Row> rows) {
        Set<ReplayKey> replays = new HashSet<>();
        rows.forEach(row -> replays.add(new ReplayKey(row.getString(0), row.getInteger(1), row.getInteger(2))));
        return replays;
    }

    private static Optional<long[]> hashes(RowSet<Row> rows) {
        if (rows.size() > MAX) {
            return Optional.empty();
        }
        long[] hashes = new long[rows.size()];
        int at = 0;
        for (Row row : rows) {
            hashes[at++] = row.getLong(0);
        }
        Arrays.sort(hashes);
        return Optional.of(hashes);
    }
}
