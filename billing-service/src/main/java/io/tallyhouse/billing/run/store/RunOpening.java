package io.tallyhouse.billing.run.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.run.BillingRun.Identity;
import io.tallyhouse.billing.run.BillingRuns.Preparation;
import io.tallyhouse.billing.run.DueRuns;
import io.tallyhouse.billing.run.DueRuns.DueRun;
import io.tallyhouse.billing.schedule.NextRun;
import io.tallyhouse.billing.store.column.JsonColumns;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Opens runs and gives them their basis. */
@ApplicationScoped
class RunOpening {
    private static final String MOVE_ON = """
            UPDATE schedules SET next_invoice_date = $4, next_due_at = $5
            WHERE tenant = $1 AND id = $2 AND next_invoice_date = $3""";
    private static final String INSERT = """
            INSERT INTO billing_runs (tenant, id, schedule_id, invoice_date, generation, customer_id, period_start,
                period_end, state, due_at, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'DUE', $9, $10)
            ON CONFLICT DO NOTHING""";
    private static final String PREPARE = """
            UPDATE billing_runs SET state = 'WAITING', customer = $3, needed_partitions = $4, needed_offsets = $5,
                failure = NULL, next_attempt_at = '-infinity'
            WHERE tenant = $1 AND id = $2 AND customer IS NULL""";
    private static final String UNPREPARED = """
            UPDATE billing_runs SET state = CASE WHEN $4 THEN 'FAILED' ELSE state END, failure = $3,
                attempts = attempts + CASE WHEN $4 THEN 1 ELSE 0 END, next_attempt_at = $5
            WHERE tenant = $1 AND id = $2 AND customer IS NULL""";

    private final Pool pool;

    RunOpening(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> open(List<DueRuns> due) {
        // in one order everywhere, so that two instances wait for each other and never lock up
        List<DueRuns> ordered = due.stream()
                .sorted(Comparator.comparing(
                                (DueRuns runs) -> runs.schedule().record().tenant())
                        .thenComparing(runs -> runs.schedule().record().id()))
                .toList();
        return pool.withTransaction(transaction -> Multi.createFrom()
                .iterable(ordered)
                .onItem()
                .transformToUniAndConcatenate(runs -> open(transaction, runs))
                .collect()
                .last()
                .replaceWithVoid());
    }

    private static Uni<Void> open(SqlConnection transaction, DueRuns due) {
        Tuple moved = Tuple.tuple()
                .addString(due.schedule().record().tenant().value())
                .addString(due.schedule().record().id().value())
                .addLocalDate(due.expected().invoiceDate())
                .addLocalDate(due.next().map(NextRun::invoiceDate).orElse(null))
                .addOffsetDateTime(
                        due.next().map(next -> RunReads.utc(next.dueAt())).orElse(null));
        return transaction.preparedQuery(MOVE_ON).execute(moved).chain(updated -> {
            boolean movedByOthers = updated.rowCount() == 0;
            return movedByOthers || due.runs().isEmpty()
                    ? Uni.createFrom().voidItem()
                    : transaction
                            .preparedQuery(INSERT)
                            .executeBatch(due.runs().stream()
                                    .map(run -> row(due, run))
                                    .toList())
                            .replaceWithVoid();
        });
    }

    private static Tuple row(DueRuns due, DueRun run) {
        return Tuple.tuple()
                .addString(run.identity().tenant().value())
                .addString(run.identity().id().value())
                .addString(run.identity().scheduleId().value())
                .addLocalDate(run.identity().invoiceDate())
                .addInteger(run.identity().generation())
                .addString(due.schedule().record().customerId().value())
                .addLocalDate(run.billingPeriod().start())
                .addLocalDate(run.billingPeriod().end())
                .addOffsetDateTime(RunReads.utc(run.dueAt()))
                .addOffsetDateTime(RunReads.utc(due.foundAt()));
    }

    Uni<Void> prepare(List<Preparation> preparations) {
        return pool.withTransaction(transaction -> Multi.createFrom()
                .iterable(preparations.stream()
                        .sorted(Comparator.comparing(
                                preparation -> preparation.run().id()))
                        .toList())
                .onItem()
                .transformToUniAndConcatenate(preparation -> prepare(transaction, preparation))
                .collect()
                .last()
                .replaceWithVoid());
    }

    private static Uni<Void> prepare(SqlConnection transaction, Preparation preparation) {
        Identity run = preparation.run();
        Tuple parameters =
                Tuple.tuple().addString(run.tenant().value()).addString(run.id().value());
        if (preparation instanceof Preparation.Unprepared unprepared) {
            parameters
                    .addString(unprepared.reason())
                    .addBoolean(unprepared.failed())
                    .addOffsetDateTime(RunReads.utc(unprepared.nextAttemptAt()));
            return transaction.preparedQuery(UNPREPARED).execute(parameters).replaceWithVoid();
        }
        Preparation.Prepared prepared = (Preparation.Prepared) preparation;
        Map<Integer, Long> needed = prepared.basis().needed().offsets();
        parameters
                .addValue(JsonColumns.write(prepared.basis().customer()))
                .addArrayOfInteger(needed.keySet().toArray(Integer[]::new))
                .addArrayOfLong(needed.values().toArray(Long[]::new));
        return transaction.preparedQuery(PREPARE).execute(parameters).replaceWithVoid();
    }
}
