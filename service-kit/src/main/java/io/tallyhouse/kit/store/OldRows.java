package io.tallyhouse.kit.store;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jboss.logging.Logger;

/** Deletes rows whose {@link RowRetention} has ended, so many at a time, so that no transaction is long. */
@ApplicationScoped
public class OldRows {
    private static final Logger LOGGER = Logger.getLogger(OldRows.class);
    private static final int ROWS_AT_ONCE = 100_000;
    private static final String DELETE = """
            DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM %1$s WHERE %2$s < now() - make_interval(days => $1) LIMIT $2))""";

    private final Pool pool;
    private final List<RowRetention> retentions;
    private final int rowsAtOnce;

    @Inject
    OldRows(Pool pool, @All List<RowRetention> retentions) {
        this(pool, retentions, ROWS_AT_ONCE);
    }

    OldRows(Pool pool, List<RowRetention> retentions, int rowsAtOnce) {
        this.pool = pool;
        this.retentions = List.copyOf(retentions);
        this.rowsAtOnce = rowsAtOnce;
    }

    /** A table that fails is tried again the next time, and keeps no other waiting. */
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

    private Uni<Void> delete(RowRetention retention) {
        return Uni.createFrom()
                .deferred(() -> deletePortion(retention))
                .repeat()
                .whilst(deleted -> deleted == rowsAtOnce)
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOGGER.warnf(failure, "old rows of %s were not all deleted", retention.table()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Integer> deletePortion(RowRetention retention) {
        return pool.preparedQuery(DELETE.formatted(retention.table(), retention.column()))
                .execute(Tuple.of(retention.days(), rowsAtOnce))
                .map(deleted -> deleted.rowCount());
    }
}
