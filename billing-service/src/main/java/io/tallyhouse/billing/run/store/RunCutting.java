package io.tallyhouse.billing.run.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.adjustment.Adjustment;
import io.tallyhouse.billing.adjustment.AdjustmentWrites;
import io.tallyhouse.billing.run.BillingRun;
import io.tallyhouse.billing.run.BillingRuns.Claim;
import io.tallyhouse.billing.run.BillingRuns.ClaimedRun;
import io.tallyhouse.billing.run.BillingRuns.CutDecision;
import io.tallyhouse.billing.run.BillingRuns.CutDecision.Cut;
import io.tallyhouse.billing.run.BillingRuns.CutDecision.Fail;
import io.tallyhouse.billing.run.BillingRuns.CutDecision.Postpone;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.store.column.JsonColumns;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.store.Outbox;
import io.tallyhouse.kit.store.OutboxRecord;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Cuts runs: lock, decide, write, publish, all in one transaction. */
@ApplicationScoped
class RunCutting {
    private static final String CLAIM = """
            SELECT %s, s.body
            FROM billing_runs r JOIN schedules s ON s.tenant = r.tenant AND s.id = r.schedule_id
            WHERE r.state <> 'DONE' AND r.customer IS NOT NULL AND r.next_attempt_at <= $1
                AND NOT EXISTS (SELECT 1 FROM billing_runs e
                    WHERE e.tenant = r.tenant AND e.schedule_id = r.schedule_id
                        AND e.invoice_date < r.invoice_date AND e.state <> 'DONE')
                AND NOT EXISTS (SELECT 1 FROM unnest(r.needed_partitions, r.needed_offsets) AS n (partition, needed)
                    WHERE n.needed > COALESCE(($2::bigint[])[n.partition + 1], 0))
            ORDER BY r.next_attempt_at, r.sequence LIMIT $3
            FOR UPDATE OF r SKIP LOCKED""".formatted(RunRows.COLUMNS);
    private static final String DONE = """
            UPDATE billing_runs SET state = 'DONE', recheck = false, document = $3, terms = $4, done_at = $5, failure = NULL
            WHERE tenant = $1 AND id = $2 AND state <> 'DONE'""";
    private static final String POSTPONE = "UPDATE billing_runs SET next_attempt_at = $3 WHERE tenant = $1 AND id = $2";
    private static final String FAIL = """
            UPDATE billing_runs SET state = 'FAILED', failure = $3, attempts = attempts + 1, next_attempt_at = $4
            WHERE tenant = $1 AND id = $2 AND state <> 'DONE'""";
    private static final String ENDED_SCHEDULES = """
            SELECT s.body FROM schedules s
            JOIN unnest($1::text[], $2::text[]) AS d (tenant, id) ON d.tenant = s.tenant AND d.id = s.id
            WHERE s.status = 'ACTIVE' AND s.next_invoice_date IS NULL
                AND NOT EXISTS (SELECT 1 FROM billing_runs r
                    WHERE r.tenant = s.tenant AND r.schedule_id = s.id AND r.state <> 'DONE')
            ORDER BY s.tenant, s.id
            FOR UPDATE OF s""";
    private static final String COMPLETE_SCHEDULE =
            "UPDATE schedules SET version = $3, status = $4, body = $5 WHERE tenant = $1 AND id = $2";

    private final Pool pool;
    private final Outbox outbox;
    private final AdjustmentWrites<SqlConnection> adjustments;
    private final CreditedRuns credited;

    RunCutting(Pool pool, Outbox outbox, AdjustmentWrites<SqlConnection> adjustments, CreditedRuns credited) {
        this.pool = pool;
        this.outbox = outbox;
        this.adjustments = adjustments;
        this.credited = credited;
    }

    Uni<Integer> cut(Claim claim, Function<List<ClaimedRun>, Uni<List<CutDecision>>> decision) {
        Tuple parameters = Tuple.tuple()
                .addOffsetDateTime(RunReads.utc(claim.wall()))
                .addArrayOfLong(byPartition(claim.positions()))
                .addInteger(claim.limit());
        return pool.withTransaction(transaction -> RunReads.list(
                        transaction.preparedQuery(CLAIM).execute(parameters), row -> {
                            BillingRun run = RunRows.read(row);
                            Schedule schedule = JsonColumns.read(row.getJsonObject("body"), Schedule.class);
                            return new ClaimedRun(run, run.basis().orElseThrow(), schedule);
                        })
                .chain(claimed -> withOpen(transaction, claimed))
                .chain(claimed -> claimed.isEmpty()
                        ? Uni.createFrom().item(0)
                        : decision.apply(claimed)
                                .chain(decisions -> credited.pay(transaction, decisions, claim.wall()))
                                .chain(decisions -> carryOut(transaction, decisions))
                                .replaceWith(claimed.size())));
    }

    /** One question for all, so that schedules with nothing open cost nothing each. */
    private Uni<List<ClaimedRun>> withOpen(SqlConnection transaction, List<ClaimedRun> claimed) {
        return adjustments
                .open(
                        transaction,
                        claimed.stream()
                                .map(run -> run.run().identity().tenant())
                                .toList(),
                        claimed.stream()
                                .map(run -> run.run().identity().scheduleId().value())
                                .toList())
                .map(open -> open.isEmpty()
                        ? claimed
                        : claimed.stream()
                                .map(run -> new ClaimedRun(run.run(), run.basis(), run.schedule(), before(run, open)))
                                .toList());
    }

    private static List<Adjustment> before(ClaimedRun run, List<Adjustment> open) {
        BillingRun.Identity identity = run.run().identity();
        return open.stream()
                .filter(one -> one.tenant().equals(identity.tenant())
                        && one.scheduleId().equals(identity.scheduleId())
                        && one.sourceDate().isBefore(identity.invoiceDate()))
                .toList();
    }

    private Uni<Void> settle(SqlConnection transaction, List<Cut> cuts) {
        return Multi.createFrom()
                .iterable(cuts.stream()
                        .filter(cut -> !cut.settlement().isNothing())
                        .toList())
                .onItem()
                .transformToUniAndConcatenate(cut -> adjustments.settle(transaction, cut.settlement(), cut.document()))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    Uni<Void> fail(Fail failure) {
        return batch(pool, FAIL, List.of(row(failure)));
    }

    private Uni<Void> carryOut(SqlConnection transaction, List<CutDecision> decisions) {
        List<Cut> cuts = only(decisions, Cut.class);
        List<OutboxRecord> requests = cuts.stream()
                // days without usage of what is billed on demand make no document
                .filter(cut -> !cut.document().lines().isEmpty())
                .map(RunCutting::request)
                .toList();
        return batch(transaction, DONE, cuts.stream().map(RunCutting::row).toList())
                .chain(() -> batch(
                        transaction,
                        POSTPONE,
                        only(decisions, Postpone.class).stream()
                                .map(RunCutting::row)
                                .toList()))
                .chain(() -> batch(
                        transaction,
                        FAIL,
                        only(decisions, Fail.class).stream()
                                .map(RunCutting::row)
                                .toList()))
                .chain(() -> outbox.append(transaction, requests))
                .chain(() -> settle(transaction, cuts))
                .chain(() -> complete(transaction, cuts));
    }

    /** Schedules that have no run left are completed by their last. */
    private Uni<Void> complete(SqlConnection transaction, List<Cut> cuts) {
        if (cuts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(
                        cuts.stream().map(cut -> cut.run().tenant().value()).toArray(String[]::new))
                .addArrayOfString(
                        cuts.stream().map(cut -> cut.run().scheduleId().value()).toArray(String[]::new));
        return RunReads.list(
                        transaction.preparedQuery(ENDED_SCHEDULES).execute(parameters),
                        row -> JsonColumns.read(row.getJsonObject(0), Schedule.class))
                .map(ended -> ended.stream()
                        .filter(schedule -> !schedule.awaitsSomebody())
                        .map(Schedule::completed)
                        .toList())
                .chain(completed -> {
                    List<Tuple> rows = new ArrayList<>();
                    List<OutboxRecord> records = new ArrayList<>();
                    for (Schedule schedule : completed) {
                        ScheduleRecord record = schedule.record();
                        TenantId tenant = record.tenant();
                        ScheduleId id = record.id();
                        rows.add(Tuple.of(
                                tenant.value(),
                                id.value(),
                                record.version(),
                                record.status().name(),
                                JsonColumns.write(schedule)));
                        records.add(OutboxRecord.of(
                                Topics.BILLING_SCHEDULES, tenant, Topics.resourceKey(tenant, id.value()), record));
                    }
                    return batch(transaction, COMPLETE_SCHEDULE, rows).chain(() -> outbox.append(transaction, records));
                });
    }

    private static OutboxRecord request(Cut cut) {
        InvoiceRequested document = cut.document();
        byte[] key =
                Topics.resourceKey(document.tenant(), cut.run().scheduleId().value());
        return OutboxRecord.of(Topics.INVOICE_REQUESTED, document.tenant(), key, document);
    }

    private static Uni<Void> batch(SqlClient client, String sql, List<Tuple> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : client.preparedQuery(sql).executeBatch(rows).replaceWithVoid();
    }

    private static Tuple row(Cut cut) {
        return Tuple.of(
                cut.run().tenant().value(),
                cut.run().id().value(),
                JsonColumns.write(cut.document()),
                JsonColumns.write(cut.schedule().pinned()),
                RunReads.utc(cut.document().requestedAt()));
    }

    private static Tuple row(Postpone postponed) {
        return Tuple.of(
                postponed.run().tenant().value(),
                postponed.run().id().value(),
                RunReads.utc(postponed.nextAttemptAt()));
    }

    private static Tuple row(Fail failed) {
        return Tuple.of(
                failed.run().tenant().value(),
                failed.run().id().value(),
                failed.reason(),
                RunReads.utc(failed.nextAttemptAt()));
    }

    /** Positions as an array by partition; a partition without a position has passed nothing. */
    private static Long[] byPartition(Map<Integer, Long> positions) {
        int partitions = positions.keySet().stream()
                .mapToInt(partition -> partition + 1)
                .max()
                .orElse(0);
        Long[] array = new Long[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            array[partition] = positions.getOrDefault(partition, 0L);
        }
        return array;
    }

    private static <T extends CutDecision> List<T> only(List<CutDecision> decisions, Class<T> type) {
        return decisions.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
