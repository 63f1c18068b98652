package io.tallyhouse.billing.recheck.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.adjustment.Adjustment;
import io.tallyhouse.billing.adjustment.AdjustmentWrites;
import io.tallyhouse.billing.adjustment.Difference;
import io.tallyhouse.billing.recheck.Rechecks;
import io.tallyhouse.billing.run.BillingRun;
import io.tallyhouse.billing.run.RunColumns;
import io.tallyhouse.billing.schedule.PinnedTerms;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.store.column.JsonColumns;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.store.Outbox;
import io.tallyhouse.kit.store.OutboxRecord;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs that are looked at again, each under its lock. */
@ApplicationScoped
class PostgresRechecks implements Rechecks {
    private static final System.Logger LOGGER = System.getLogger(PostgresRechecks.class.getName());
    private static final String SELECT = """
            SELECT %s, r.document, r.terms, s.body AS schedule,
                s.next_invoice_date IS NULL AND NOT EXISTS (SELECT 1 FROM billing_runs o
                    WHERE o.tenant = r.tenant AND o.schedule_id = r.schedule_id AND o.state <> 'DONE') AS ended
            FROM billing_runs r JOIN schedules s ON s.tenant = r.tenant AND s.id = r.schedule_id
            WHERE r.state = 'DONE'""";
    private static final String CLAIM = """
             AND r.recheck AND r.next_attempt_at <= now()
            ORDER BY r.sequence LIMIT $1 FOR UPDATE OF r SKIP LOCKED""";
    private static final String DONE =
            " AND r.tenant = $1 AND r.schedule_id = $2 ORDER BY r.invoice_date, r.generation";
    private static final String LOOKED_AT = "UPDATE billing_runs SET recheck = false WHERE tenant = $1 AND id = $2";
    private static final String REST = """
            UPDATE billing_runs SET next_attempt_at = now() + interval '1 minute' WHERE tenant = $1 AND id = $2""";
    private static final String MARKED =
            "SELECT EXISTS (SELECT 1 FROM billing_runs WHERE tenant = $1 AND recheck AND state = 'DONE')";

    private final Pool pool;
    private final Outbox outbox;
    private final AdjustmentWrites<SqlConnection> adjustments;
    private final RunColumns<Row> runColumns;
    private final String select;

    PostgresRechecks(
            Pool pool, Outbox outbox, AdjustmentWrites<SqlConnection> adjustments, RunColumns<Row> runColumns) {
        this.pool = pool;
        this.outbox = outbox;
        this.adjustments = adjustments;
        this.runColumns = runColumns;
        this.select = SELECT.formatted(runColumns.names());
    }

    @Override
    public Uni<Integer> recheck(int limit, Function<DoneRun, Uni<Rechecked>> decision) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(select + CLAIM)
                .execute(Tuple.of(limit))
                .chain(rows -> withSettled(transaction, rows))
                .chain(runs -> Multi.createFrom()
                        .iterable(runs)
                        .onItem()
                        .transformToUniAndConcatenate(run -> decided(run, decision)
                                .chain(made -> made.map(known -> write(transaction, run, known))
                                        .orElseGet(() -> update(transaction, REST, run.run()))))
                        .collect()
                        .asList()
                        .replaceWith(runs.size())));
    }

    /** Empty if it cannot be rated now; the others are not held up by it. */
    private static Uni<Optional<Rechecked>> decided(DoneRun run, Function<DoneRun, Uni<Rechecked>> decision) {
        return Uni.createFrom()
                .deferred(() -> decision.apply(run))
                .map(Optional::of)
                .onFailure()
                .invoke(failure -> LOGGER.log(
                        System.Logger.Level.WARNING,
                        "run " + run.run().identity().id() + " cannot be rated again: " + failure))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private Uni<Void> write(SqlConnection transaction, DoneRun run, Rechecked made) {
        BillingRun.Identity identity = run.run().identity();
        List<OutboxRecord> documents = made.document().stream()
                .map(document -> OutboxRecord.of(
                        Topics.INVOICE_REQUESTED,
                        document.tenant(),
                        Topics.resourceKey(
                                document.tenant(), run.schedule().record().id().value()),
                        document))
                .toList();
        return adjustments
                .forgetOpen(transaction, identity.tenant(), identity.id())
                .chain(() ->
                        adjustments.keep(transaction, made.adjustment().stream().toList()))
                .chain(() -> adjustments.settle(
                        transaction, made.settled(), made.document().orElse(run.document())))
                .chain(() -> outbox.append(transaction, documents))
                .chain(() -> update(transaction, LOOKED_AT, run.run()));
    }

    private static Uni<Void> update(SqlConnection transaction, String sql, BillingRun run) {
        return transaction
                .preparedQuery(sql)
                .execute(Tuple.of(
                        run.identity().tenant().value(), run.identity().id().value()))
                .replaceWithVoid();
    }

    @Override
    public Uni<List<DoneRun>> doneRuns(TenantId tenant, ScheduleId schedule) {
        return pool.withConnection(connection -> connection
                .preparedQuery(select + DONE)
                .execute(Tuple.of(tenant.value(), schedule.value()))
                .chain(rows -> withSettled(connection, rows)));
    }

    @Override
    public Uni<Boolean> hasMarked(TenantId tenant) {
        return pool.preparedQuery(MARKED)
                .execute(Tuple.of(tenant.value()))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private Uni<List<DoneRun>> withSettled(SqlConnection connection, RowSet<Row> rows) {
        List<Row> found = new ArrayList<>();
        rows.forEach(found::add);
        List<BillingRun> runs = found.stream().map(runColumns::read).toList();
        return adjustments
                .settled(
                        connection,
                        runs.stream().map(run -> run.identity().tenant()).toList(),
                        runs.stream().map(run -> run.identity().id().value()).toList())
                .map(settled -> {
                    Map<Key, List<Difference>> byRun = settled.stream()
                            .collect(Collectors.groupingBy(
                                    one -> new Key(one.tenant(), one.sourceRun()),
                                    Collectors.flatMapping(
                                            (Adjustment one) -> one.differences().stream(), Collectors.toList())));
                    return found.stream().map(row -> done(row, byRun)).toList();
                });
    }

    private record Key(TenantId tenant, RunId run) {}

    private DoneRun done(Row row, Map<Key, List<Difference>> settled) {
        BillingRun run = runColumns.read(row);
        return new DoneRun(
                run,
                JsonColumns.read(row.getJsonObject("document"), InvoiceRequested.class),
                JsonColumns.read(row.getJsonObject("terms"), PinnedTerms.class),
                JsonColumns.read(row.getJsonObject("schedule"), Schedule.class),
                settled.getOrDefault(
                        new Key(run.identity().tenant(), run.identity().id()), List.of()),
                row.getBoolean("ended"));
    }
}
