package io.tallyhouse.ingest.intake.store;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Forgets where events stood that the archive has forgotten too. */
@ApplicationScoped
class EventSubjectsRetention {
    private static final int ROWS_MAX = 100_000;
    private static final String DELETE = """
            DELETE FROM usage_event_subjects WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM usage_event_subjects WHERE seen_at < now() - make_interval(days => $1) LIMIT $2))""";

    private final Pool pool;
    private final int retentionDays;

    EventSubjectsRetention(
            Pool pool,
            @ConfigProperty(name = "tallyhouse.archive.retention-days", defaultValue = "400") int retentionDays) {
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
