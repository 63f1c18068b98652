package io.tallyhouse.billing.run.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.run.BillingRuns.Preparation;
import io.tallyhouse.billing.run.DueRuns;
import io.tallyhouse.billing.run.DueRuns.DueRun;
import io.tallyhouse.billing.schedule.NextRun;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.store.column.JsonColumns;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kit.store.Outbox;
import io.tallyhouse.kit.store.OutboxRecord;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Opens runs and gives them their basis. */
@ApplicationScoped
class RunOpening {
    private static final String MOVE_ON = """
            UPDATE schedules SET next_invoice_date = $4, next_due_at = $5, version = COALESCE($7, version),
                body = COALESCE($8, body)
            WHERE tenant = $1 AND id = $2 AND next_invoice_date = $3 AND version = $6""";
    private static final String INSERT = """
            INSERT INTO billing_runs (tenant, id, schedule_id, invoice_date, generation, customer_id, period_start,
                period_end, state, due_at, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'DUE', $9, $10)
            ON CONFLICT DO NOTHING""";
    private static final String PREPARE = """
            UPDATE billing_runs SET state = 'WAITING', customer = $3, children = $4, needed_partitions = $5, needed_offsets = $6,
                failure = NULL, next_attempt_at = '-infinity'
            WHERE tenant = $1 AND id = $2 AND customer IS NULL""";
    private static final String BILLED_SUBJECTS = """
            INSERT INTO billed_subjects (tenant, subject, run_id, from_day, to_day) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT DO NOTHING""";
    private static final String UNPREPARED = """
            UPDATE billing_runs SET state = CASE WHEN $4 THEN 'FAILED' ELSE state END, failure = $3,
                attempts = attempts + CASE WHEN $4 THEN 1 ELSE 0 END, next_attempt_at = $5
            WHERE tenant = $1 AND id = $2 AND customer IS NULL""";

    private final Pool pool;
    private final Outbox outbox;

    RunOpening(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    Uni<Void> open(List<DueRuns> due) {
        if (due.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        // in one order everywhere, so that two instances wait for each other and never lock up
        List<DueRuns> ordered = due.stream()
                .sorted(Comparator.comparing(
                                (DueRuns runs) -> runs.schedule().record().tenant())
                        .thenComparing(runs -> runs.schedule().record().id()))
                .toList();
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(MOVE_ON)
                .executeBatch(ordered.stream().map(RunOpening::move).toList())
                .map(moved -> moved(moved, ordered))
                .chain(moved -> batch(transaction, INSERT, rowsOf(moved)).chain(() -> publish(transaction, moved))));
    }

    /** Those that this moved on; the others somebody else has moved, and opened, meanwhile. */
    private static List<DueRuns> moved(RowSet<Row> results, List<DueRuns> ordered) {
        List<DueRuns> moved = new ArrayList<>();
        RowSet<Row> result = results;
        for (DueRuns due : ordered) {
            if (result.rowCount() > 0) {
                moved.add(due);
            }
            result = result.next();
        }
        return moved;
    }

    private static List<Tuple> rowsOf(List<DueRuns> moved) {
        return moved.stream()
                .flatMap(due -> due.runs().stream().map(run -> row(due, run)))
                .toList();
    }

    private Uni<Void> publish(SqlConnection transaction, List<DueRuns> moved) {
        List<OutboxRecord> renewed = moved.stream()
                .flatMap(due -> due.renewed().stream())
                .map(Schedule::record)
                .map(record -> OutboxRecord.of(
                        Topics.BILLING_SCHEDULES,
                        record.tenant(),
                        Topics.resourceKey(record.tenant(), record.id().value()),
                        record))
                .toList();
        return renewed.isEmpty() ? Uni.createFrom().voidItem() : outbox.append(transaction, renewed);
    }

    private static Tuple move(DueRuns due) {
        return Tuple.tuple()
                .addString(due.schedule().record().tenant().value())
                .addString(due.schedule().record().id().value())
                .addLocalDate(due.found().next().invoiceDate())
                .addLocalDate(due.next().map(NextRun::invoiceDate).orElse(null))
                .addOffsetDateTime(
                        due.next().map(next -> RunReads.utc(next.dueAt())).orElse(null))
                .addLong(due.found().schedule().record().version())
                .addLong(
                        due.renewed().map(renewed -> renewed.record().version()).orElse(null))
                .addValue(due.renewed().map(JsonColumns::write).orElse(null));
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
        List<Preparation> ordered = preparations.stream()
                .sorted(Comparator.comparing(preparation -> preparation.run().id()))
                .toList();
        List<Tuple> prepared = rows(ordered, Preparation.Prepared.class, RunOpening::row);
        List<Tuple> unprepared = rows(ordered, Preparation.Unprepared.class, RunOpening::row);
        return pool.withTransaction(transaction -> batch(transaction, BILLED_SUBJECTS, billedSubjects(ordered))
                .chain(() -> batch(transaction, PREPARE, prepared))
                .chain(() -> batch(transaction, UNPREPARED, unprepared)));
    }

    private static <P extends Preparation> List<Tuple> rows(
            List<Preparation> preparations, Class<P> type, Function<P, Tuple> row) {
        return preparations.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .map(row)
                .toList();
    }

    private static Uni<Void> batch(SqlConnection transaction, String sql, List<Tuple> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(sql).executeBatch(rows).replaceWithVoid();
    }

    private static List<Tuple> billedSubjects(List<Preparation> preparations) {
        return preparations.stream()
                .filter(Preparation.Prepared.class::isInstance)
                .map(Preparation.Prepared.class::cast)
                .flatMap(prepared -> prepared.counted().stream()
                        .flatMap(days -> Stream.concat(
                                        Stream.of(prepared.basis().customer()), prepared.basis().children().stream())
                                .flatMap(member -> member.subjects().stream())
                                .distinct()
                                .map(subject -> Tuple.of(
                                        prepared.run().tenant().value(),
                                        subject,
                                        prepared.run().id().value(),
                                        days.start(),
                                        days.end()))))
                .toList();
    }

    private static Tuple row(Preparation.Prepared prepared) {
        Map<Integer, Long> needed = prepared.basis().needed().offsets();
        return key(prepared)
                .addValue(JsonColumns.write(prepared.basis().customer()))
                .addValue(new JsonArray(prepared.basis().children().stream()
                        .map(JsonColumns::write)
                        .toList()))
                .addArrayOfInteger(needed.keySet().toArray(Integer[]::new))
                .addArrayOfLong(needed.values().toArray(Long[]::new));
    }

    private static Tuple row(Preparation.Unprepared unprepared) {
        return key(unprepared)
                .addString(unprepared.reason())
                .addBoolean(unprepared.failed())
                .addOffsetDateTime(RunReads.utc(unprepared.nextAttemptAt()));
    }

    private static Tuple key(Preparation preparation) {
        return Tuple.tuple()
                .addString(preparation.run().tenant().value())
                .addString(preparation.run().id().value());
    }
}
