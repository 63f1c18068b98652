package io.tallyhouse.ingest.archive.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.ingest.archive.EventTypes;
import io.tallyhouse.kernel.id.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link EventTypes} from the tallies of the archive's reader. */
@ApplicationScoped
class PostgresEventTypes implements EventTypes {
    private static final String SELECT = """
            SELECT event_type, sum(events)::bigint, min(first_accepted_at), max(last_accepted_at)
            FROM event_types WHERE tenant = $1 AND event_type > $2
            GROUP BY event_type ORDER BY event_type LIMIT $3""";

    private final Pool pool;

    PostgresEventTypes(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<EventType>> of(TenantId tenant, Optional<String> after, int limit) {
        return pool.preparedQuery(SELECT)
                .execute(Tuple.of(tenant.value(), after.orElse(""), limit))
                .map(PostgresEventTypes::types);
    }

    private static List<EventType> types(RowSet<Row> rows) {
        List<EventType> types = new ArrayList<>(rows.size());
        rows.forEach(row -> types.add(new EventType(
                row.getString(0),
                row.getLong(1),
                row.getOffsetDateTime(2).toInstant(),
                row.getOffsetDateTime(3).toInstant())));
        return types;
    }
}
