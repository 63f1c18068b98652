package io.tallyhouse.ingest.archive.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.ingest.archive.EventArchive;
import io.tallyhouse.ingest.archive.PastEvents.Past;
import io.tallyhouse.kernel.id.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which identities of a tenant have more than one record in the archive. They are few, and only their histories must be
 * put together; to look for those of all events in the index of each day would take longer by far than one walk through
 * all keys. Two identities with one key cost a look and nothing else.
 */
@ApplicationScoped
class RepeatedIdentities {
    private static final int MAX = 500_000;
    private static final int TENANTS_MAX = 16;
    private static final String SELECT_POSITIONS =
            "SELECT partition, next_offset FROM reader_positions WHERE reader = $1 AND topic = $2";
    private static final String SELECT_REPEATED = """
            SELECT identity_key FROM usage_records WHERE tenant = $1
            GROUP BY identity_key HAVING count(*) > 1 LIMIT $2""";

    private final Pool pool;
    private final LogGeneration log;
    private final Map<TenantId, Repeated> byTenant = new LinkedHashMap<>(TENANTS_MAX, 0.75F, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, Repeated> eldest) {
            return size() > TENANTS_MAX;
        }
    };

    RepeatedIdentities(Pool pool, LogGeneration log) {
        this.pool = pool;
        this.log = log;
    }

    /**
     * What was found at one moment.
     *
     * @param archived by partition, the offset behind the last that was in the archive before
     * @param keys in order; empty if there are too many to keep
     */
    record Repeated(Map<Integer, Long> archived, Optional<long[]> keys) {
        boolean mayContain(long key) {
            return keys.map(known -> Arrays.binarySearch(known, key) >= 0).orElse(true);
        }

        private boolean covers(Past past) {
            return archived.getOrDefault(past.partition(), 0L) >= past.end();
        }
    }

    /** Found after all of the past was in the archive. */
    Uni<Repeated> of(Past past) {
        Optional<Repeated> known = known(past.tenant()).filter(found -> found.covers(past));
        return known.isPresent() ? Uni.createFrom().item(known.get()) : find(past.tenant());
    }

    private synchronized Optional<Repeated> known(TenantId tenant) {
        return Optional.ofNullable(byTenant.get(tenant));
    }

    private synchronized void keep(TenantId tenant, Repeated found) {
        byTenant.put(tenant, found);
    }

    /** First how far the archive is, then what it has. */
    private Uni<Repeated> find(TenantId tenant) {
        return pool.preparedQuery(SELECT_POSITIONS)
                .execute(Tuple.of(EventArchive.READER, log.usageEvents()))
                .map(RepeatedIdentities::positions)
                .chain(positions -> pool.preparedQuery(SELECT_REPEATED)
                        .execute(Tuple.of(tenant.value(), MAX + 1))
                        .map(rows -> new Repeated(positions, keys(rows))))
                .invoke(found -> keep(tenant, found));
    }

    private static Map<Integer, Long> positions(RowSet<Row> rows) {
        Map<Integer, Long> positions = new HashMap<>();
        rows.forEach(row -> positions.put(row.getInteger(0), row.getLong(1)));
        return positions;
    }

    private static Optional<long[]> keys(RowSet<Row> rows) {
        if (rows.size() > MAX) {
            return Optional.empty();
        }
        long[] keys = new long[rows.size()];
        int at = 0;
        for (Row row : rows) {
            keys[at++] = row.getLong(0);
        }
        Arrays.sort(keys);
        return Optional.of(keys);
    }
}
