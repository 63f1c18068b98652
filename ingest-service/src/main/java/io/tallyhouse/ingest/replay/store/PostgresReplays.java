package io.tallyhouse.ingest.replay.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.ingest.replay.Replay;
import io.tallyhouse.ingest.replay.Replay.MetricVersion;
import io.tallyhouse.ingest.replay.Replay.State;
import io.tallyhouse.ingest.replay.Replays;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/** {@link Replays} on the table {@code metric_replays}; any instance may take any row that no other holds. */
@ApplicationScoped
class PostgresReplays implements Replays {
    private static final String TAKE = """
            SELECT tenant, metric_id, metric_version, event_type, kafka_partition, start_offset, state, reached, replayed
            FROM metric_replays WHERE state <> 'DONE'
            ORDER BY touched_at LIMIT 1 FOR UPDATE SKIP LOCKED""";
    private static final String SAVE = """
            UPDATE metric_replays SET state = $5, reached = $6, replayed = $7, touched_at = clock_timestamp()
            WHERE tenant = $1 AND metric_id = $2 AND metric_version = $3 AND kafka_partition = $4""";

    private final Pool pool;

    PostgresReplays(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<Replay>> advance(Function<Replay, Uni<Replay>> step) {
        return pool.withTransaction(transaction -> transaction
                .query(TAKE)
                .execute()
                .map(PostgresReplays::taken)
                .chain(taken -> taken.isEmpty()
                        ? Uni.createFrom().item(taken)
                        : step.apply(taken.get())
                                .call(advanced -> save(transaction, advanced))
                                .map(Optional::of)));
    }

    private static Optional<Replay> taken(RowSet<Row> rows) {
        for (Row row : rows) {
            MetricVersion metric = new MetricVersion(
                    new TenantId(row.getString("tenant")),
                    new MetricId(row.getString("metric_id")),
                    row.getInteger("metric_version"),
                    row.getString("event_type"));
            return Optional.of(new Replay(
                    metric,
                    row.getInteger("kafka_partition"),
                    row.getLong("start_offset"),
                    State.valueOf(row.getString("state")),
                    row.getLong("reached"),
                    row.getLong("replayed")));
        }
        return Optional.empty();
    }

    private static Uni<Void> save(SqlConnection transaction, Replay replay) {
        MetricVersion metric = replay.metric();
        Tuple values = Tuple.tuple()
                .addString(metric.tenant().value())
                .addString(metric.id().value())
                .addInteger(metric.version())
                .addInteger(replay.partition())
                .addString(replay.state().name())
                .addLong(replay.reached())
                .addLong(replay.replayed());
        return transaction.preparedQuery(SAVE).execute(values).replaceWithVoid();
    }
}
