package io.tallyhouse.billing.simulation.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.simulation.SimulatedAmount;
import io.tallyhouse.billing.simulation.Simulation;
import io.tallyhouse.billing.simulation.Simulation.State;
import io.tallyhouse.billing.simulation.Simulations;
import io.tallyhouse.billing.store.column.JsonColumns;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Simulations: the question as jsonb, columns for how far it is, and a row for each customer and currency. */
@ApplicationScoped
class PostgresSimulations implements Simulations {
    private static final int PORTION = 20;
    private static final String SCHEDULES = """
             FROM schedules WHERE tenant = $1 AND status <> 'DRAFT'
                AND (cardinality($2::text[]) = 0 OR customer_id = ANY ($2::text[]))""";
    private static final String INSERT = """
            INSERT INTO simulations (tenant, id, state, total, body)
            SELECT $1, $3, 'RUNNING', count(*), $4 %s RETURNING *""".formatted(SCHEDULES);
    private static final String FIND = "SELECT * FROM simulations WHERE tenant = $1 AND id = $2";
    private static final String CLAIM = """
            SELECT * FROM simulations WHERE state = 'RUNNING' ORDER BY sequence LIMIT 1 FOR UPDATE SKIP LOCKED""";
    private static final String NEXT =
            "SELECT sequence, body " + SCHEDULES + " AND sequence > $3 ORDER BY sequence LIMIT $4";
    private static final String KEEP = """
            INSERT INTO simulated_amounts AS held (tenant, simulation_id, customer_id, currency, before, after)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (tenant, simulation_id, customer_id, currency) DO UPDATE
            SET before = held.before + excluded.before, after = held.after + excluded.after""";
    private static final String MOVE_ON = """
            UPDATE simulations SET place = $3, done = done + $4, state = $5 WHERE tenant = $1 AND id = $2""";
    private static final String AMOUNTS = """
            SELECT customer_id, currency, before, after FROM simulated_amounts
            WHERE tenant = $1 AND simulation_id = $2
            ORDER BY after - before DESC, customer_id, currency OFFSET $3 LIMIT $4""";
    private static final String SUMMARIES = """
            SELECT currency, sum(before) AS before, sum(after) AS after, count(*) AS customers,
                count(*) FILTER (WHERE after < before) AS winners, count(*) FILTER (WHERE after > before) AS losers
            FROM simulated_amounts WHERE tenant = $1 AND simulation_id = $2 GROUP BY currency ORDER BY currency""";

    private final Pool pool;

    PostgresSimulations(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Simulation> add(Simulation simulation) {
        return pool.preparedQuery(INSERT)
                .execute(Tuple.of(
                        simulation.tenant().value(),
                        customers(simulation),
                        simulation.id(),
                        JsonColumns.write(simulation)))
                .map(rows -> read(rows.iterator().next()));
    }

    @Override
    public Uni<Optional<Simulation>> find(TenantId tenant, String id) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(tenant.value(), id))
                .map(rows -> list(rows, PostgresSimulations::read).stream().findFirst());
    }

    @Override
    public Uni<List<SimulatedAmount>> amounts(TenantId tenant, String id, int offset, int limit) {
        return pool.preparedQuery(AMOUNTS)
                .execute(Tuple.of(tenant.value(), id, offset, limit))
                .map(rows -> list(
                        rows,
                        row -> new SimulatedAmount(
                                new CustomerId(row.getString("customer_id")),
                                new CurrencyCode(row.getString("currency")),
                                row.getBigDecimal("before"),
                                row.getBigDecimal("after"))));
    }

    @Override
    public Uni<List<Summary>> summaries(TenantId tenant, String id) {
        return pool.preparedQuery(SUMMARIES)
                .execute(Tuple.of(tenant.value(), id))
                .map(rows -> list(
                        rows,
                        row -> new Summary(
                                row.getString("currency"),
                                row.getBigDecimal("before"),
                                row.getBigDecimal("after"),
                                row.getLong("customers"),
                                row.getLong("winners"),
                                row.getLong("losers"))));
    }

    @Override
    public Uni<Integer> advance(BiFunction<Simulation, Schedule, Uni<SimulatedAmount>> rating) {
        return pool.withTransaction(transaction -> transaction
                .query(CLAIM)
                .execute()
                .chain(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().item(0)
                        : advance(transaction, rows.iterator().next(), rating)));
    }

    private static Uni<Integer> advance(
            SqlConnection transaction, Row claimed, BiFunction<Simulation, Schedule, Uni<SimulatedAmount>> rating) {
        Simulation simulation = read(claimed);
        return transaction
                .preparedQuery(NEXT)
                .execute(
                        Tuple.of(simulation.tenant().value(), customers(simulation), claimed.getLong("place"), PORTION))
                .chain(rows -> {
                    List<Row> next = list(rows, row -> row);
                    return Multi.createFrom()
                            .iterable(next)
                            .onItem()
                            .transformToUniAndConcatenate(row -> rating.apply(
                                    simulation, JsonColumns.read(row.getJsonObject("body"), Schedule.class)))
                            .collect()
                            .asList()
                            .chain(amounts -> keep(transaction, simulation, amounts))
                            .chain(() -> moveOn(transaction, simulation, claimed.getLong("place"), next))
                            // one more than rated, for the round that finds the end has worked, too
                            .replaceWith(next.size() + 1);
                });
    }

    private static Uni<Void> keep(SqlConnection transaction, Simulation simulation, List<SimulatedAmount> amounts) {
        List<Tuple> rows = amounts.stream()
                .map(amount -> Tuple.tuple()
                        .addString(simulation.tenant().value())
                        .addString(simulation.id())
                        .addString(amount.customer().value())
                        .addString(amount.currency().code())
                        .addBigDecimal(amount.before())
                        .addBigDecimal(amount.after()))
                .toList();
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(KEEP).executeBatch(rows).replaceWithVoid();
    }

    private static Uni<Void> moveOn(SqlConnection transaction, Simulation simulation, long place, List<Row> rated) {
        long next = rated.isEmpty() ? place : rated.get(rated.size() - 1).getLong("sequence");
        State state = rated.size() < PORTION ? State.DONE : State.RUNNING;
        return transaction
                .preparedQuery(MOVE_ON)
                .execute(
                        Tuple.of(simulation.tenant().value(), simulation.id(), next, (long) rated.size(), state.name()))
                .replaceWithVoid();
    }

    private static String[] customers(Simulation simulation) {
        return simulation.customers().stream().map(CustomerId::value).toArray(String[]::new);
    }

    private static Simulation read(Row row) {
        Simulation asked = JsonColumns.read(row.getJsonObject("body"), Simulation.class);
        return new Simulation(
                asked.tenant(),
                asked.id(),
                asked.from(),
                asked.to(),
                asked.customers(),
                asked.candidates(),
                State.valueOf(row.getString("state")),
                row.getLong("done"),
                row.getLong("total"),
                asked.createdAt());
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> reader) {
        List<T> found = new ArrayList<>();
        rows.forEach(row -> found.add(reader.apply(row)));
        return found;
    }
}
