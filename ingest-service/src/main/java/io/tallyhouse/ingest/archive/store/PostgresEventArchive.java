package io.tallyhouse.ingest.archive.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.ingest.archive.ArchivePosition;
import io.tallyhouse.ingest.archive.EventArchive;
import io.tallyhouse.ingest.archive.EventHistory;
import io.tallyhouse.ingest.archive.EventSearch;
import io.tallyhouse.ingest.archive.EventSearch.Slice;
import io.tallyhouse.ingest.archive.LoggedRecord.Kind;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@link EventArchive} on the table {@code usage_records}. */
@ApplicationScoped
class PostgresEventArchive implements EventArchive {
    private final Pool pool;

    PostgresEventArchive(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<Found>> walk(EventSearch search, Slice slice) {
        SearchStatement statement = new SearchStatement(search, slice);
        return pool.preparedQuery(statement.sql()).execute(statement.values()).map(PostgresEventArchive::found);
    }

    private static List<Found> found(RowSet<Row> rows) {
        List<Found> found = new ArrayList<>(rows.size());
        rows.forEach(row -> found.add(new Found(
                new ArchivePosition(
                        row.getOffsetDateTime("event_time").toInstant(),
                        row.getInteger("kafka_partition"),
                        row.getLong("kafka_offset")),
                IdentityRecords.identity(row),
                Kind.valueOf(row.getString("kind")),
                row.getString("event_type"),
                IdentityRecords.data(row.getString("data")))));
        return found;
    }

    @Override
    public Uni<Map<EventIdentity, EventHistory>> histories(Collection<EventIdentity> identities) {
        return IdentityRecords.of(pool, identities).map(records -> {
            Map<EventIdentity, EventHistory> histories = new HashMap<>(records.size() * 2);
            records.forEach((identity, list) -> histories.put(identity, EventHistory.of(identity, list)));
            return histories;
        });
    }
}
