package io.tallyhouse.billing.recheck.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.usage.TouchedDay;
import io.tallyhouse.billing.usage.TouchedDays;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Set;

/**
 * Marks the runs that billed days whose usage has changed. A run that is being cut is locked: the mark waits until it is
 * done, so a change that was not read leaves it.
 */
@ApplicationScoped
class MarkRuns implements TouchedDays<SqlConnection> {
    private static final String MARK = """
            UPDATE billing_runs r SET recheck = true
            FROM (SELECT DISTINCT b.tenant, b.run_id
                FROM unnest($1::text[], $2::text[], $3::date[]) AS t (tenant, subject, day)
                JOIN billed_subjects b ON b.tenant = t.tenant AND b.subject = t.subject
                    AND b.to_day >= t.day AND b.from_day <= t.day) m
            WHERE r.tenant = m.tenant AND r.id = m.run_id AND NOT r.recheck""";

    @Override
    public Uni<Void> touched(SqlConnection transaction, Set<TouchedDay> days) {
        if (days.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple columns = Tuple.of(
                days.stream().map(day -> day.tenant().value()).toArray(String[]::new),
                days.stream().map(TouchedDay::subject).toArray(String[]::new),
                days.stream().map(TouchedDay::day).toArray(LocalDate[]::new));
        return transaction.preparedQuery(MARK).execute(columns).replaceWithVoid();
    }
}
