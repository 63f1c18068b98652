package io.tallyhouse.ingest.archive.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.Rfc3339;
import io.tallyhouse.ingest.archive.ArchivePosition;
import io.tallyhouse.ingest.archive.ArchivedEvent;
import io.tallyhouse.ingest.archive.EventArchive;
import io.tallyhouse.ingest.archive.EventSearch;
import io.tallyhouse.ingest.archive.EventSearch.Slice;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link EventArchive} on the table {@code usage_records}. */
@ApplicationScoped
class PostgresEventArchive implements EventArchive {
    private final Pool pool;

    PostgresEventArchive(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<ArchivedEvent>> search(EventSearch search, Slice slice) {
        SearchStatement statement = new SearchStatement(search, slice);
        return pool.preparedQuery(statement.sql()).execute(statement.values()).map(PostgresEventArchive::events);
    }

    private static List<ArchivedEvent> events(RowSet<Row> rows) {
        List<ArchivedEvent> events = new ArrayList<>(rows.size());
        rows.forEach(row -> events.add(event(row)));
        return events;
    }

    private static ArchivedEvent event(Row row) {
        Instant acceptedAt = row.getOffsetDateTime("accepted_at").toInstant();
        return new ArchivedEvent(
                new ArchivePosition(
                        row.getOffsetDateTime("event_time").toInstant(),
                        row.getInteger("kafka_partition"),
                        row.getLong("kafka_offset")),
                row.getString("subject"),
                row.getString("source"),
                row.getString("event_id"),
                row.getString("event_type"),
                Optional.ofNullable(row.getString("time_sent")).orElseGet(() -> Rfc3339.format(acceptedAt)),
                acceptedAt,
                row.getString("data"),
                ArchivedEvent.State.valueOf(row.getString("state")));
    }
}
