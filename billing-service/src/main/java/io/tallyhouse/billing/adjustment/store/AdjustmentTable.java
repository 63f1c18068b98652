package io.tallyhouse.billing.adjustment.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.adjustment.Adjustment;
import io.tallyhouse.billing.adjustment.Adjustment.State;
import io.tallyhouse.billing.adjustment.AdjustmentWrites;
import io.tallyhouse.billing.adjustment.Settlement;
import io.tallyhouse.billing.store.column.JsonColumns;
import io.tallyhouse.contracts.billing.CreditNoteRequested;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.store.Outbox;
import io.tallyhouse.kit.store.OutboxRecord;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The table {@code adjustments} within a transaction of whoever finds or settles them. */
@ApplicationScoped
class AdjustmentTable implements AdjustmentWrites<SqlConnection> {
    private static final String OPEN = """
            SELECT a.body FROM adjustments a
            JOIN unnest($1::text[], $2::text[]) AS s (tenant, id) ON s.tenant = a.tenant AND s.id = a.schedule_id
            WHERE a.state = 'OPEN' ORDER BY a.sequence FOR UPDATE OF a""";
    private static final String SETTLED = """
            SELECT a.body FROM adjustments a
            JOIN unnest($1::text[], $2::text[]) AS r (tenant, id) ON r.tenant = a.tenant AND r.id = a.source_run
            WHERE a.state <> 'OPEN' ORDER BY a.sequence""";
    private static final String FORGET_OPEN =
            "DELETE FROM adjustments WHERE tenant = $1 AND source_run = $2 AND state = 'OPEN'";
    private static final String UPSERT = """
            INSERT INTO adjustments (tenant, id, schedule_id, customer_id, source_run, state, settled_by, body)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (tenant, id) DO UPDATE
            SET state = excluded.state, settled_by = excluded.settled_by, body = excluded.body""";

    private final Outbox outbox;

    AdjustmentTable(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Uni<List<Adjustment>> open(SqlConnection transaction, List<TenantId> tenants, List<String> schedules) {
        return find(transaction, OPEN, tenants, schedules);
    }

    @Override
    public Uni<List<Adjustment>> settled(SqlConnection transaction, List<TenantId> tenants, List<String> runs) {
        return find(transaction, SETTLED, tenants, runs);
    }

    private static Uni<List<Adjustment>> find(
            SqlConnection transaction, String sql, List<TenantId> tenants, List<String> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return transaction
                .preparedQuery(sql)
                .execute(Tuple.of(
                        tenants.stream().map(TenantId::value).toArray(String[]::new), ids.toArray(String[]::new)))
                .map(AdjustmentTable::read);
    }

    static List<Adjustment> read(RowSet<Row> rows) {
        List<Adjustment> found = new ArrayList<>();
        rows.forEach(row -> found.add(JsonColumns.read(row.getJsonObject("body"), Adjustment.class)));
        return found;
    }

    @Override
    public Uni<Void> forgetOpen(SqlConnection transaction, TenantId tenant, RunId sourceRun) {
        return transaction
                .preparedQuery(FORGET_OPEN)
                .execute(Tuple.of(tenant.value(), sourceRun.value()))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> keep(SqlConnection transaction, List<Adjustment> adjustments) {
        return adjustments.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(UPSERT)
                        .executeBatch(
                                adjustments.stream().map(AdjustmentTable::row).toList())
                        .replaceWithVoid();
    }

    @Override
    public Uni<Void> settle(SqlConnection transaction, Settlement settlement, InvoiceRequested document) {
        List<Adjustment> settled = new ArrayList<>();
        settlement.billed().forEach(one -> settled.add(one.settled(State.BILLED, document.runId())));
        settlement.credited().forEach(one -> settled.add(one.settled(State.CREDITED, document.runId())));
        settlement.letGo().forEach(one -> settled.add(one.settled(State.LET_GO, document.runId())));
        List<OutboxRecord> notes = settlement.credited().stream()
                .map(one -> OutboxRecord.of(
                        Topics.CREDIT_NOTE_REQUESTED,
                        one.tenant(),
                        Topics.resourceKey(one.tenant(), one.scheduleId().value()),
                        note(one, document)))
                .toList();
        return keep(transaction, settled).chain(() -> outbox.append(transaction, notes));
    }

    private static CreditNoteRequested note(Adjustment adjustment, InvoiceRequested document) {
        return new CreditNoteRequested(
                adjustment.tenant(),
                adjustment.id(),
                adjustment.scheduleId(),
                adjustment.sourceRun(),
                document.customer(),
                adjustment.currency(),
                document.zone(),
                document.issueDate(),
                adjustment.lines(),
                document.document(),
                document.requestedAt());
    }

    private static Tuple row(Adjustment adjustment) {
        return Tuple.tuple()
                .addString(adjustment.tenant().value())
                .addString(adjustment.id())
                .addString(adjustment.scheduleId().value())
                .addString(adjustment.customerId().value())
                .addString(adjustment.sourceRun().value())
                .addString(adjustment.state().name())
                .addString(adjustment.settledBy().map(RunId::value).orElse(null))
                .addValue(JsonColumns.write(adjustment));
    }
}
