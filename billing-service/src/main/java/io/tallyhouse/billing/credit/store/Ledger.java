package io.tallyhouse.billing.credit.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.credit.CreditTransaction;
import io.tallyhouse.billing.credit.CreditTransaction.Cause;
import io.tallyhouse.billing.credit.CreditTransaction.Moment;
import io.tallyhouse.billing.credit.CreditTransaction.Type;
import io.tallyhouse.billing.credit.GrantChange;
import io.tallyhouse.kernel.id.GrantId;
import io.tallyhouse.kernel.id.RunId;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** Rows of {@code credit_transactions}, and how changes of grants are written. */
final class Ledger {
    static final String COLUMNS =
            "t.grant_id, t.number, t.type, t.amount, t.balance, t.run_id, t.run_revision, t.returns,"
                    + " t.other_grant, t.reason, t.request_id, t.day, t.created_at";
    private static final String INSERT = """
            INSERT INTO credit_transactions (tenant, grant_id, number, type, amount, balance, run_id, run_revision,
                returns, other_grant, reason, request_id, day, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)""";

    private Ledger() {}

    /** Grants that stand there already, locked by this transaction, and the new entries of their ledgers. */
    static Uni<Void> save(SqlConnection transaction, List<GrantChange> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(GrantRows.UPDATE)
                .executeBatch(changes.stream()
                        .map(change -> GrantRows.updated(change.grant()))
                        .toList())
                .chain(() -> append(transaction, changes));
    }

    /** A new grant with its ledger; false, and nothing written, if there is one of that id. */
    static Uni<Boolean> add(SqlConnection transaction, GrantChange granted) {
        return transaction
                .preparedQuery(GrantRows.INSERT)
                .execute(GrantRows.inserted(granted.grant()))
                .chain(inserted -> inserted.rowCount() == 0
                        ? Uni.createFrom().item(false)
                        : append(transaction, List.of(granted)).replaceWith(true));
    }

    private static Uni<Void> append(SqlConnection transaction, List<GrantChange> changes) {
        List<Tuple> rows = changes.stream()
                .flatMap(change -> change.entries().stream()
                        .map(entry -> row(change.grant().terms().tenant().value(), entry)))
                .toList();
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(INSERT).executeBatch(rows).replaceWithVoid();
    }

    private static Tuple row(String tenant, CreditTransaction entry) {
        Cause cause = entry.cause();
        return Tuple.tuple()
                .addString(tenant)
                .addString(entry.grantId().value())
                .addInteger(entry.number())
                .addString(entry.type().name())
                .addValue(entry.amount())
                .addValue(entry.balance())
                .addString(cause.runId().map(RunId::value).orElse(null))
                .addInteger(cause.revision().orElse(null))
                .addInteger(cause.returns().orElse(null))
                .addString(cause.other().map(GrantId::value).orElse(null))
                .addString(cause.reason().orElse(null))
                .addString(cause.requestId().orElse(null))
                .addLocalDate(entry.moment().day())
                .addOffsetDateTime(GrantRows.utc(entry.moment().at()));
    }

    static CreditTransaction read(Row row) {
        return new CreditTransaction(
                new GrantId(row.getString("grant_id")),
                row.getInteger("number"),
                Type.valueOf(row.getString("type")),
                row.getBigDecimal("amount"),
                row.getBigDecimal("balance"),
                new Cause(
                        Optional.ofNullable(row.getString("run_id")).map(RunId::new),
                        Optional.ofNullable(row.getInteger("run_revision")),
                        Optional.ofNullable(row.getInteger("returns")),
                        Optional.ofNullable(row.getString("other_grant")).map(GrantId::new),
                        Optional.ofNullable(row.getString("reason")),
                        Optional.ofNullable(row.getString("request_id"))),
                new Moment(
                        row.getLocalDate("day"),
                        row.getOffsetDateTime("created_at").toInstant()));
    }
}
