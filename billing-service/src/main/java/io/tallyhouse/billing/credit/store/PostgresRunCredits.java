package io.tallyhouse.billing.credit.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.credit.Burned;
import io.tallyhouse.billing.credit.CreditGrant;
import io.tallyhouse.billing.credit.CreditTransaction;
import io.tallyhouse.billing.credit.GrantBook;
import io.tallyhouse.billing.credit.GrantChange;
import io.tallyhouse.billing.credit.RunCredits;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.TenantId;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@link RunCredits} in a PostgreSQL transaction. Grants are locked in order of their making, here as everywhere. */
@ApplicationScoped
class PostgresRunCredits implements RunCredits.Within<SqlConnection> {
    private static final String LOCK_LIVE = """
            SELECT %s FROM credit_grants g
            JOIN (SELECT DISTINCT * FROM unnest($1::text[], $2::text[])) AS c (tenant, customer_id)
                ON c.tenant = g.tenant AND c.customer_id = g.customer_id
            WHERE g.status = 'OPEN' OR g.renews_at IS NOT NULL
            ORDER BY g.tenant, g.sequence
            FOR UPDATE OF g""".formatted(GrantRows.COLUMNS);
    private static final String LOCK_BURNED = """
            SELECT %s FROM credit_grants g
            WHERE (g.tenant, g.id) IN (SELECT t.tenant, t.grant_id FROM credit_transactions t
                JOIN unnest($1::text[], $2::text[]) AS r (tenant, run_id)
                    ON r.tenant = t.tenant AND r.run_id = t.run_id
                WHERE t.type = 'BURN')
            ORDER BY g.tenant, g.sequence
            FOR UPDATE OF g""".formatted(GrantRows.COLUMNS);
    /** After the grants are locked: what somebody else has given back meanwhile is seen. */
    private static final String BURNS = """
            SELECT t.tenant, %s FROM credit_transactions t
            JOIN unnest($1::text[], $2::text[]) AS r (tenant, run_id) ON r.tenant = t.tenant AND r.run_id = t.run_id
            WHERE t.type = 'BURN' AND NOT EXISTS (SELECT 1 FROM credit_transactions b
                WHERE b.tenant = t.tenant AND b.grant_id = t.grant_id AND b.returns = t.number)
            ORDER BY t.tenant, t.grant_id, t.number""".formatted(Ledger.COLUMNS);

    @Override
    public RunCredits within(SqlConnection transaction) {
        return new RunCredits() {
            @Override
            public Uni<List<Payment>> burn(List<Demand> demands) {
                return PostgresRunCredits.burn(transaction, demands);
            }

            @Override
            public Uni<Void> giveBack(List<Returned> runs) {
                return PostgresRunCredits.giveBack(transaction, runs);
            }
        };
    }

    private static Uni<List<RunCredits.Payment>> burn(SqlConnection transaction, List<RunCredits.Demand> demands) {
        List<RunCredits.Payment> none =
                demands.stream().map(demand -> RunCredits.Payment.NONE).toList();
        if (demands.isEmpty()) {
            return Uni.createFrom().item(none);
        }
        Tuple customers = pairs(
                demands,
                demand -> demand.tenant().value(),
                demand -> demand.customer().value());
        return lock(transaction, LOCK_LIVE, customers)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(none)
                        // once more: a grant that was being made while the one before it was locked is seen now
                        : lock(transaction, LOCK_LIVE, customers).chain(live -> burn(transaction, demands, live)));
    }

    private static Uni<List<RunCredits.Payment>> burn(
            SqlConnection transaction, List<RunCredits.Demand> demands, List<CreditGrant> live) {
        Map<Owner, GrantBook> books = live.stream()
                .collect(Collectors.groupingBy(
                        Owner::of,
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), GrantBook::new)));
        List<RunCredits.Payment> payments = new ArrayList<>();
        for (RunCredits.Demand demand : demands) {
            GrantBook book = books.get(new Owner(demand.tenant(), demand.customer()));
            payments.add(book == null ? RunCredits.Payment.NONE : pay(demand, book));
        }
        return Ledger.save(
                        transaction,
                        books.values().stream()
                                .flatMap(book -> book.changed().stream())
                                .toList())
                .replaceWith(List.copyOf(payments));
    }

    private static RunCredits.Payment pay(RunCredits.Demand demand, GrantBook book) {
        if (book.keepsWaiting(demand.bill(), demand.now())) {
            return RunCredits.Payment.WAIT;
        }
        Burned burned = book.burn(demand.bill(), demand.run(), demand.revision(), demand.now());
        return new RunCredits.Payment(false, burned.lines());
    }

    private static Uni<Void> giveBack(SqlConnection transaction, List<RunCredits.Returned> runs) {
        if (runs.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple keys = pairs(runs, run -> run.tenant().value(), run -> run.run().value());
        return lock(transaction, LOCK_BURNED, keys)
                .chain(grants -> grants.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : transaction
                                .preparedQuery(BURNS)
                                .execute(keys)
                                .map(rows -> GrantRows.list(
                                        rows, row -> new Burn(new TenantId(row.getString("tenant")), Ledger.read(row))))
                                .chain(burns -> Ledger.save(transaction, returned(grants, burns, runs))));
    }

    private static List<GrantChange> returned(
            List<CreditGrant> grants, List<Burn> burns, List<RunCredits.Returned> runs) {
        Map<RunKey, RunCredits.Returned> reasons = runs.stream()
                .collect(Collectors.toMap(run -> new RunKey(run.tenant(), run.run()), run -> run, (one, same) -> one));
        List<GrantChange> changes = new ArrayList<>();
        for (CreditGrant grant : grants) {
            GrantChange change = GrantChange.of(grant);
            for (Burn burn : burns) {
                if (burn.isOf(grant)) {
                    RunCredits.Returned why = Optional.ofNullable(reasons.get(new RunKey(
                                    burn.tenant(), burn.entry().cause().runId().orElseThrow())))
                            .orElseThrow();
                    change = change.givenBack(burn.entry(), why.reason(), why.now());
                }
            }
            changes.add(change);
        }
        return changes.stream().filter(change -> !change.entries().isEmpty()).toList();
    }

    private static Uni<List<CreditGrant>> lock(SqlConnection transaction, String sql, Tuple parameters) {
        return transaction.preparedQuery(sql).execute(parameters).map(rows -> GrantRows.list(rows, GrantRows::read));
    }

    private static <T> Tuple pairs(List<T> things, Function<T, String> tenant, Function<T, String> id) {
        return Tuple.tuple()
                .addArrayOfString(things.stream().map(tenant).toArray(String[]::new))
                .addArrayOfString(things.stream().map(id).toArray(String[]::new));
    }

    private record Owner(TenantId tenant, CustomerId customer) {
        static Owner of(CreditGrant grant) {
            return new Owner(grant.terms().tenant(), grant.terms().customerId());
        }
    }

    private record RunKey(TenantId tenant, RunId run) {}

    private record Burn(TenantId tenant, CreditTransaction entry) {
        boolean isOf(CreditGrant grant) {
            return tenant.equals(grant.terms().tenant())
                    && entry.grantId().equals(grant.terms().id());
        }
    }
}
