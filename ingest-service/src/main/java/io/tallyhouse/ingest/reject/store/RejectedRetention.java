package io.tallyhouse.ingest.reject.store;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Deletes rejected records when their retention ends. */
@ApplicationScoped
class RejectedRetention {
    private static final int ROWS_MAX = 50_000;
    private static final String DELETE = """
            DELETE FROM rejected_records WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM rejected_records WHERE rejected_at < now() - make_interval(days => $1) LIMIT $2))""";

    private final Pool pool;
    private final int retentionDays;

    RejectedRetention(
            Pool pool,
            @ConfigProperty(name = "tallyhouse.rejected.retention-days", defaultValue = "90") int retentionDays) {
        this.pool = pool;
        this.retentionDays = retentionDays;
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> turn() {
        return pool.preparedQuery(DELETE)
                .execute(Tuple.of(retentionDays, ROWS_MAX))
                .replaceWithVoid();
    }
}
