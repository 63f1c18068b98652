package io.tallyhouse.billing.credit.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.credit.CreditGrant;
import io.tallyhouse.billing.credit.GrantChange;
import io.tallyhouse.billing.credit.GrantLife;
import io.tallyhouse.billing.credit.GrantTerms;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.kernel.id.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Lets time pass for grants, each in a transaction of its own. What is left of one is settled once no run is open, or
 * still to be opened, whose invoice date it is usable on. A run that keeps failing is not waited for for ever.
 */
@ApplicationScoped
class DueGrants {
    /** A loose scan of the partial index: one step per tenant, however many grants each has. */
    private static final String TENANTS = """
            WITH RECURSIVE t AS (
                (SELECT tenant FROM credit_grants WHERE due_at IS NOT NULL ORDER BY tenant LIMIT 1)
                UNION ALL
                SELECT (SELECT g.tenant FROM credit_grants g WHERE g.due_at IS NOT NULL AND g.tenant > t.tenant
                    ORDER BY g.tenant LIMIT 1)
                FROM t WHERE t.tenant IS NOT NULL)
            SELECT tenant FROM t WHERE tenant IS NOT NULL""";

    private static final String ENDS_LATER = """
            (EXISTS (SELECT 1 FROM billing_runs r
                WHERE r.tenant = g.tenant AND r.customer_id = g.customer_id AND r.state <> 'DONE' AND r.attempts < 6
                    AND r.invoice_date <= g.expires_on)
            OR EXISTS (SELECT 1 FROM schedules s
                WHERE s.tenant = g.tenant AND s.customer_id = g.customer_id AND s.next_invoice_date <= g.expires_on))""";
    private static final String DUE = """
            SELECT d.* FROM unnest($1::text[], $2::timestamptz[]) AS c (tenant, now)
            CROSS JOIN LATERAL (
                SELECT g.due_at, %s FROM credit_grants g
                WHERE g.tenant = c.tenant AND g.due_at <= c.now AND (g.renews_at <= c.now OR NOT %s)
                ORDER BY g.due_at LIMIT $3) d
            ORDER BY d.due_at LIMIT $3""".formatted(GrantRows.COLUMNS, ENDS_LATER);
    private static final String HOLD = """
            SELECT %s, %s AS ends_later FROM credit_grants g
            WHERE g.tenant = $1 AND g.id = $2 AND g.due_at <= $3 FOR UPDATE OF g SKIP LOCKED""".formatted(GrantRows.COLUMNS, ENDS_LATER);
    private static final String NEXT =
            "SELECT " + GrantRows.COLUMNS + " FROM credit_grants g WHERE g.tenant = $1 AND g.id = $2 FOR UPDATE";
    private static final String LEFT = """
            SELECT EXISTS (SELECT 1 FROM credit_grants g
                WHERE g.tenant = $1 AND g.due_at <= $2 AND (g.renews_at <= $2 OR NOT EXISTS (SELECT 1 FROM schedules s
                    WHERE s.tenant = g.tenant AND s.customer_id = g.customer_id AND s.next_invoice_date <= g.expires_on
                        AND s.next_due_at > $2)))""";

    private final Pool pool;
    private final CostDocuments documents;

    DueGrants(Pool pool, CostDocuments documents) {
        this.pool = pool;
        this.documents = documents;
    }

    Uni<Set<TenantId>> tenants() {
        return pool.query(TENANTS)
                .execute()
                .map(rows -> new HashSet<>(GrantRows.list(rows, row -> new TenantId(row.getString(0)))));
    }

    Uni<List<CreditGrant>> at(Map<TenantId, Instant> clocks, int limit) {
        List<Map.Entry<TenantId, Instant>> entries = List.copyOf(clocks.entrySet());
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(
                        entries.stream().map(entry -> entry.getKey().value()).toArray(String[]::new))
                .addArrayOfOffsetDateTime(entries.stream()
                        .map(entry -> GrantRows.utc(entry.getValue()))
                        .toArray(OffsetDateTime[]::new))
                .addInteger(limit);
        return pool.preparedQuery(DUE).execute(parameters).map(rows -> GrantRows.list(rows, GrantRows::read));
    }

    Uni<Void> pass(CreditGrant due, Instant now, Function<GrantTerms, Optional<InvoiceRequested>> document) {
        Tuple key = Tuple.of(due.terms().tenant().value(), due.terms().id().value(), GrantRows.utc(now));
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(HOLD)
                .execute(key)
                .chain(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : hold(
                                        transaction,
                                        GrantRows.read(rows.iterator().next()),
                                        rows.iterator().next().getBoolean("ends_later"),
                                        now)
                                .chain(held -> save(transaction, GrantLife.until(now, held), document))));
    }

    /** Grants are locked in order of their making, here as everywhere: the one that follows after the one before. */
    private static Uni<GrantLife.Held> hold(
            SqlConnection transaction, CreditGrant grant, boolean endsLater, Instant now) {
        return grant.terms()
                .next(now)
                .map(next -> transaction
                        .preparedQuery(NEXT)
                        .execute(Tuple.of(next.tenant().value(), next.id().value()))
                        .map(GrantRows::first))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .map(next -> new GrantLife.Held(grant, next, endsLater));
    }

    private Uni<Void> save(
            SqlConnection transaction,
            List<GrantChange> changes,
            Function<GrantTerms, Optional<InvoiceRequested>> document) {
        return Multi.createFrom()
                .iterable(changes)
                .onItem()
                .transformToUniAndConcatenate(change -> change.isNew()
                        ? Ledger.add(transaction, change)
                                .chain(() -> documents.ask(
                                        transaction,
                                        change.grant(),
                                        document.apply(change.grant().terms())))
                        : Ledger.save(transaction, List.of(change)))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    Uni<Boolean> isLeft(TenantId tenant, Instant now) {
        return pool.preparedQuery(LEFT)
                .execute(Tuple.of(tenant.value(), GrantRows.utc(now)))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }
}
