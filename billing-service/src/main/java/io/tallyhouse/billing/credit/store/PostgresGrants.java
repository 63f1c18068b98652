package io.tallyhouse.billing.credit.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.credit.CreditGrant;
import io.tallyhouse.billing.credit.CreditGrants;
import io.tallyhouse.billing.credit.CreditTransaction;
import io.tallyhouse.billing.credit.GrantChange;
import io.tallyhouse.billing.credit.GrantTerms;
import io.tallyhouse.billing.listing.Listed;
import io.tallyhouse.billing.listing.Slice;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.GrantId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.PageRequest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Grants in the table {@code credit_grants}, their ledgers in {@code credit_transactions}. */
@ApplicationScoped
class PostgresGrants implements CreditGrants {
    private static final String FIND =
            "SELECT " + GrantRows.COLUMNS + " FROM credit_grants g WHERE g.tenant = $1 AND g.id = $2";
    private static final String LIST = """
            SELECT %s FROM credit_grants g
            WHERE g.tenant = $1 AND ($2::text IS NULL OR g.customer_id = $2)
                AND ($3::text IS NULL OR $3 = CASE
                    WHEN g.status = 'VOID' THEN 'VOID'
                    WHEN g.status = 'EXPIRED' OR g.ends_at <= $4 THEN 'EXPIRED'
                    WHEN g.effective_at > $4 THEN 'UPCOMING'
                    WHEN g.balance > 0 THEN 'ACTIVE'
                    ELSE 'USED_UP' END) AND""".formatted(GrantRows.COLUMNS);
    private static final String LIVE = """
            SELECT %s FROM credit_grants g
            WHERE g.tenant = $1 AND g.customer_id = $2 AND (g.status = 'OPEN' OR g.renews_at IS NOT NULL)
            ORDER BY g.sequence""".formatted(GrantRows.COLUMNS);
    private static final String TRANSACTIONS =
            "SELECT " + Ledger.COLUMNS + " FROM credit_transactions t WHERE t.tenant = $1 AND t.grant_id = $2 AND ";
    private static final String TRANSACTION = TRANSACTIONS + "t.number = $3";
    private static final String REQUESTED =
            "SELECT " + Ledger.COLUMNS + " FROM credit_transactions t WHERE t.tenant = $1 AND t.request_id = $2";

    private final Pool pool;
    private final DueGrants due;
    private final CostDocuments documents;

    PostgresGrants(Pool pool, DueGrants due, CostDocuments documents) {
        this.pool = pool;
        this.due = due;
        this.documents = documents;
    }

    @Override
    public Uni<GrantOutcome> add(GrantChange granted, Optional<InvoiceRequested> document) {
        CreditGrant grant = granted.grant();
        return pool.withTransaction(transaction -> Ledger.add(transaction, granted)
                .chain(added -> added
                        ? documents
                                .ask(transaction, grant, document)
                                .replaceWith(new GrantOutcome.Saved(grant, granted.entries()))
                        : Uni.createFrom()
                                .<GrantOutcome>item(duplicate(grant.terms().id()))));
    }

    @Override
    public Uni<Optional<CreditGrant>> find(TenantId tenant, GrantId id) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(tenant.value(), id.value()))
                .map(GrantRows::first);
    }

    @Override
    public Uni<List<Listed<CreditGrant>>> list(GrantQuery query) {
        PageRequest page = page(query.slice());
        Tuple parameters = Tuple.tuple()
                .addString(query.tenant().value())
                .addString(query.customerId().map(CustomerId::value).orElse(null))
                .addString(query.state().map(Enum::name).orElse(null))
                .addOffsetDateTime(GrantRows.utc(query.now()))
                .addLong(page.bound())
                .addInteger(page.fetchSize());
        return pool.preparedQuery(LIST + " " + page.sql("g.sequence", 5))
                .execute(parameters)
                .map(rows -> GrantRows.list(rows, row -> new Listed<>(row.getLong("sequence"), GrantRows.read(row))));
    }

    @Override
    public Uni<List<Listed<CreditTransaction>>> transactions(TenantId tenant, GrantId id, Slice slice) {
        PageRequest page = page(slice);
        return pool.preparedQuery(TRANSACTIONS + page.sql("t.number", 3))
                .execute(Tuple.of(tenant.value(), id.value(), page.bound(), page.fetchSize()))
                .map(rows -> GrantRows.list(rows, row -> new Listed<>(row.getInteger("number"), Ledger.read(row))));
    }

    @Override
    public Uni<Optional<CreditTransaction>> transaction(TenantId tenant, GrantId id, int number) {
        return pool.preparedQuery(TRANSACTION)
                .execute(Tuple.of(tenant.value(), id.value(), number))
                .map(rows -> GrantRows.list(rows, Ledger::read).stream().findFirst());
    }

    @Override
    public Uni<Optional<CreditTransaction>> requested(TenantId tenant, String requestId) {
        return pool.preparedQuery(REQUESTED)
                .execute(Tuple.of(tenant.value(), requestId))
                .map(rows -> GrantRows.list(rows, Ledger::read).stream().findFirst());
    }

    @Override
    public Uni<List<CreditGrant>> live(TenantId tenant, CustomerId customer) {
        return pool.preparedQuery(LIVE)
                .execute(Tuple.of(tenant.value(), customer.value()))
                .map(rows -> GrantRows.list(rows, GrantRows::read));
    }

    @Override
    public Uni<GrantOutcome> decide(TenantId tenant, GrantId id, Function<CreditGrant, GrantDecision> decision) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(FIND + " FOR UPDATE")
                .execute(Tuple.of(tenant.value(), id.value()))
                .chain(rows -> GrantRows.first(rows)
                        .map(current -> carryOut(transaction, decision.apply(current)))
                        .orElseGet(() -> Uni.createFrom().item(unknown(id)))));
    }

    private static Uni<GrantOutcome> carryOut(SqlConnection transaction, GrantDecision decision) {
        if (decision instanceof GrantDecision.Refuse refuse) {
            return Uni.createFrom().item(new GrantOutcome.Refused(refuse.problem()));
        }
        if (decision instanceof GrantDecision.Keep keep) {
            return Uni.createFrom().item(new GrantOutcome.Saved(keep.grant(), List.of()));
        }
        GrantChange change = ((GrantDecision.Save) decision).change();
        return Ledger.save(transaction, List.of(change))
                .replaceWith(new GrantOutcome.Saved(change.grant(), change.entries()));
    }

    @Override
    public Uni<Set<TenantId>> tenantsWithDue() {
        return due.tenants();
    }

    @Override
    public Uni<List<CreditGrant>> due(Map<TenantId, Instant> clocks, int limit) {
        return due.at(clocks, limit);
    }

    @Override
    public Uni<Void> pass(CreditGrant grant, Instant now, Function<GrantTerms, Optional<InvoiceRequested>> document) {
        return due.pass(grant, now, document);
    }

    @Override
    public Uni<Boolean> hasDue(TenantId tenant, Instant now) {
        return due.isLeft(tenant, now);
    }

    private static PageRequest page(Slice slice) {
        return new PageRequest(slice.limit(), slice.after(), slice.before());
    }

    private static GrantOutcome duplicate(GrantId id) {
        return new GrantOutcome.Refused(Problem.of(
                ProblemType.DUPLICATE_ID, new Violation("/id", "there is already a credit grant '" + id + "'")));
    }

    private static GrantOutcome unknown(GrantId id) {
        return new GrantOutcome.Refused(Problem.of(ProblemType.NOT_FOUND, "There is no credit grant '" + id + "'."));
    }
}
