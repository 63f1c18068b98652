package io.tallyhouse.kit.store;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Deletes rows whose {@link RowRetention} has ended, so many at a time, so that no transaction is long. */
@ApplicationScoped
public class OldRows {
    private static final int ROWS_MAX = 100_000;
    private static final String DELETE = """
            DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM %1$s WHERE %2$s < now() - make_interval(days => $1) LIMIT $2))""";

    private final Pool pool;
    private final List<RowRetention> retentions;

    OldRows(Pool pool, @All List<RowRetention> retentions) {
        this.pool = pool;
        this.retentions = List.copyOf(retentions);
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> turn() {
        return Multi.createFrom()
                .iterable(retentions)
                .onItem()
                .transformToUniAndConcatenate(this::delete)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Integer> delete(RowRetention retention) {
        return pool.preparedQuery(DELETE.formatted(retention.table(), retention.column()))
                .execute(Tuple.of(retention.days(), ROWS_MAX))
                .map(deleted -> deleted.rowCount());
    }
}
