package io.tallyhouse.ingest.intake.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.ingest.intake.EventSubjects;
import io.tallyhouse.kernel.id.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * {@link EventSubjects} on the table {@code usage_event_subjects}: the archive's knowledge of these events by id, which
 * the archive itself has by subject and a moment late. Rows are locked in the order of ids, so that requests with the
 * same events wait for each other and never lock each other up.
 */
@ApplicationScoped
class PostgresEventSubjects implements EventSubjects {
    private static final String NOTE = """
            INSERT INTO usage_event_subjects AS known (tenant, event_id, subject)
            SELECT $1, sent.event_id, sent.subject
            FROM unnest($2::text[], $3::text[]) AS sent(event_id, subject) ORDER BY sent.event_id COLLATE "C"
            ON CONFLICT (tenant, event_id) DO UPDATE SET
                subject = excluded.subject,
                left_subjects = CASE WHEN known.subject = excluded.subject THEN known.left_subjects
                    ELSE array_append(array_remove(array_remove(
                        known.left_subjects, known.subject), excluded.subject), known.subject) END,
                seen_at = now()
            RETURNING event_id, left_subjects <> '{}' AS is_moved""";
    private static final String LOCK = """
            SELECT event_id, subject, left_subjects FROM usage_event_subjects
            WHERE tenant = $1 AND event_id = ANY ($2::text[]) ORDER BY event_id FOR UPDATE""";
    private static final String CLEAR = """
            UPDATE usage_event_subjects SET left_subjects = '{}'
            WHERE tenant = $1 AND (event_id, subject) IN (SELECT * FROM unnest($2::text[], $3::text[]))""";

    /** Settling asks the archive while it holds a connection, so most connections must stay free for that. */
    private static final int SETTLING_MAX = 3;

    private static final int WAITING_MAX = 1_000;

    private final Pool pool;
    private final Turns turns = new Turns(SETTLING_MAX, WAITING_MAX);

    PostgresEventSubjects(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Set<String>> note(TenantId tenant, Map<String, String> subjects) {
        return pool.preparedQuery(NOTE).execute(columns(tenant, subjects)).map(rows -> {
            Set<String> moved = new HashSet<>();
            rows.forEach(row -> {
                if (row.getBoolean("is_moved")) {
                    moved.add(row.getString("event_id"));
                }
            });
            return moved;
        });
    }

    @Override
    public <T> Uni<T> settle(
            TenantId tenant, Map<String, String> subjects, Function<Map<String, Standing>, Uni<T>> work) {
        Tuple ids = Tuple.of(tenant.value(), subjects.keySet().toArray(String[]::new));
        return turns.take(() -> pool.withTransaction(transaction -> transaction
                .preparedQuery(LOCK)
                .execute(ids)
                .chain(rows -> {
                    Map<String, Standing> standings = new HashMap<>();
                    rows.forEach(row -> standings.put(row.getString("event_id"), standing(row)));
                    return work.apply(standings);
                })
                .call(() -> transaction.preparedQuery(CLEAR).execute(columns(tenant, subjects)))));
    }

    private static Standing standing(Row row) {
        return new Standing(row.getString("subject"), List.of(row.getArrayOfStrings("left_subjects")));
    }

    private static Tuple columns(TenantId tenant, Map<String, String> subjects) {
        List<String> ids = new ArrayList<>(subjects.keySet());
        List<String> stands =
                ids.stream().map(id -> subjects.getOrDefault(id, "")).toList();
        return Tuple.of(tenant.value(), ids.toArray(String[]::new), stands.toArray(String[]::new));
    }
}
