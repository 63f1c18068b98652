package io.tallyhouse.ingest.reject.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.ingest.reject.RejectedEvent;
import io.tallyhouse.ingest.reject.RejectedEvents;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.PageRequest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link RejectedEvents} on the table {@code rejected_records}. */
@ApplicationScoped
class PostgresRejectedEvents implements RejectedEvents {
    private static final String SELECT =
            "SELECT sequence, record, state, replayed_at FROM rejected_records WHERE tenant = $1 AND ";
    private static final String REPLAYED = "UPDATE rejected_records SET state = 'REPLAYED', replayed_at = $3"
            + " WHERE tenant = $1 AND id = $2 AND state = 'REJECTED'";

    private final Pool pool;

    PostgresRejectedEvents(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<RejectedEvent>> list(TenantId tenant, PageRequest page) {
        return pool.preparedQuery(SELECT + page.sql("sequence", 2))
                .execute(Tuple.of(tenant.value(), page.bound(), page.fetchSize()))
                .map(PostgresRejectedEvents::events);
    }

    @Override
    public Uni<Optional<RejectedEvent>> find(TenantId tenant, String id) {
        return pool.preparedQuery(SELECT + "id = $2")
                .execute(Tuple.of(tenant.value(), id))
                .map(rows -> events(rows).stream().findFirst());
    }

    @Override
    public Uni<Void> noteReplayed(TenantId tenant, String id, Instant at) {
        return pool.preparedQuery(REPLAYED)
                .execute(Tuple.of(tenant.value(), id, at.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static List<RejectedEvent> events(RowSet<Row> rows) {
        List<RejectedEvent> events = new ArrayList<>(rows.size());
        rows.forEach(row -> events.add(event(row)));
        return events;
    }

    private static RejectedEvent event(Row row) {
        return new RejectedEvent(
                row.getLong("sequence"),
                Topics.USAGE_REJECTED.readValue().apply(row.getString("record").getBytes(StandardCharsets.UTF_8)),
                RejectedEvent.State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getOffsetDateTime("replayed_at")).map(OffsetDateTime::toInstant));
    }
}
