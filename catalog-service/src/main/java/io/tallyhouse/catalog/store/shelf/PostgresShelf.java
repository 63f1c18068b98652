package io.tallyhouse.catalog.store.shelf;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.shelf.NewRecord;
import io.tallyhouse.catalog.shelf.Shelf;
import io.tallyhouse.catalog.shelf.ShelfKey;
import io.tallyhouse.catalog.shelf.ShelfWalk;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.contracts.topic.Topic;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.ETags;
import io.tallyhouse.kit.rest.ProblemException;
import io.tallyhouse.kit.store.Outbox;
import io.tallyhouse.kit.store.OutboxRecord;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One kind of record in one table, each change with its outbox record in the same transaction. */
public class PostgresShelf<R> implements Shelf<R> {
    private static final String DEADLOCK = "40P01";
    private static final int DEADLOCK_RETRIES_MAX = 5;

    private final Pool pool;
    private final Outbox outbox;
    private final ShelfSpec<R> spec;

    protected PostgresShelf(Pool pool, Outbox outbox, ShelfSpec<R> spec) {
        this.pool = pool;
        this.outbox = outbox;
        this.spec = spec;
    }

    /**
     * A kind's own rules that need other rows: called after a record is created or replaced, in its transaction. A
     * failure undoes the change.
     */
    protected Uni<Void> uphold(SqlConnection tx, R record) {
        return Uni.createFrom().voidItem();
    }

    /**
     * What a record comes to before it is written, for kinds that must find or make other rows for it. Called when a
     * record is created or replaced, in its transaction.
     */
    protected Uni<R> settle(SqlConnection tx, R record) {
        return Uni.createFrom().item(record);
    }

    /** How a change is published: under the tenant and the id. */
    protected OutboxRecord outboxRecord(Topic<R> topic, ShelfKey key, R record) {
        return OutboxRecord.of(topic, key.tenant(), Topics.resourceKey(key.tenant(), key.id()), record);
    }

    @Override
    public Uni<Shelved<R>> create(NewRecord<R> arrival) {
        return inTransaction(tx -> create(tx, arrival));
    }

    /** As {@link #create(NewRecord)}, in a transaction that has more to do. */
    public Uni<Shelved<R>> create(SqlConnection tx, NewRecord<R> arrival) {
        return settle(tx, arrival.record())
                .chain(record -> insert(tx, new NewRecord<>(arrival.key(), record, arrival.idChosen())));
    }

    private Uni<Shelved<R>> insert(SqlConnection tx, NewRecord<R> arrival) {
        ShelfKey key = arrival.key();
        return tx.preparedQuery("insert into " + spec.table() + " (tenant, id, revision, archived, record)"
                        + " values ($1, $2, 1, false, $3) on conflict (tenant, id) do nothing returning sequence")
                .execute(Tuple.of(key.tenant().value(), key.id(), JsonColumn.of(arrival.record())))
                .chain(rows -> rows.size() == 0
                        ? taken(tx, arrival)
                        : uphold(tx, arrival.record())
                                .chain(() -> publish(tx, key, arrival.record()))
                                .map(done -> new Shelved<>(
                                        arrival.record(), rows.iterator().next().getLong("sequence"), 1)));
    }

    @Override
    public Uni<Optional<Shelved<R>>> find(TenantId tenant, String id) {
        return pool.preparedQuery(select("where tenant = $1 and id = $2"))
                .execute(Tuple.of(tenant.value(), id))
                .map(this::first);
    }

    @Override
    public Uni<List<Shelved<R>>> list(TenantId tenant, ShelfWalk walk) {
        return list(tenant, walk, List.of());
    }

    /**
     * Those whose column has a value.
     *
     * @param column of the kind's own table
     * @param value empty for those that have none
     */
    public record Condition(String column, Optional<String> value) {}

    /** As {@link #list(TenantId, ShelfWalk)}, of those for which all conditions hold. */
    protected final Uni<List<Shelved<R>>> list(TenantId tenant, ShelfWalk walk, List<Condition> conditions) {
        StringBuilder where = new StringBuilder("where tenant = $1 and (not archived or $2)");
        Tuple values = Tuple.of(tenant.value(), walk.includeArchived(), walk.bound(), walk.sizeMax());
        for (Condition condition : conditions) {
            where.append(" and ").append(condition.column());
            condition
                    .value()
                    .ifPresentOrElse(
                            value -> where.append(" = $")
                                    .append(values.addString(value).size()),
                            () -> where.append(" is null"));
        }
        String beyond = walk.towardsNewer() ? "> $3 order by sequence" : "< $3 order by sequence desc";
        return pool.preparedQuery(select(where + " and sequence " + beyond + " limit $4"))
                .execute(values)
                .map(rows -> {
                    List<Shelved<R>> items = new ArrayList<>();
                    rows.forEach(row -> items.add(shelved(row)));
                    return List.copyOf(items);
                });
    }

    @Override
    public Uni<Optional<Shelved<R>>> replace(ShelfKey key, OptionalLong revision, UnaryOperator<R> change) {
        return update(key, current -> {
            ETags.check(revision, current.revision());
            return Optional.of(change.apply(current.record()));
        });
    }

    @Override
    public Uni<Optional<Shelved<R>>> archive(ShelfKey key) {
        String sql = "update " + spec.table() + " set archived = true, revision = $4, record = $3"
                + " where tenant = $1 and id = $2";
        return inTransaction(tx -> lock(tx, key).chain(found -> {
            if (found.isEmpty() || found.get().archived()) {
                return Uni.createFrom().item(found.map(LockedRow::shelved));
            }
            Shelved<R> current = found.get().shelved();
            return write(tx, sql, key, next(current, spec.archived().apply(current.record())))
                    .map(Optional::of);
        }));
    }

    /**
     * Loads with a lock, decides, saves and publishes.
     *
     * @param decide the next state, or empty to leave the record as it is; a throw undoes everything
     */
    public Uni<Optional<Shelved<R>>> update(ShelfKey key, Function<Shelved<R>, Optional<R>> decide) {
        return inTransaction(tx -> update(tx, key, decide));
    }

    /** As {@link #update(ShelfKey, Function)}, in a transaction that has more to do. */
    protected Uni<Optional<Shelved<R>>> update(
            SqlConnection tx, ShelfKey key, Function<Shelved<R>, Optional<R>> decide) {
        String sql = "update " + spec.table() + " set revision = $4, record = $3 where tenant = $1 and id = $2";
        return lock(tx, key).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(Optional.<Shelved<R>>empty());
            }
            refuseArchived(key, found.get());
            Shelved<R> current = found.get().shelved();
            return decide.apply(current)
                    .map(decided -> settle(tx, decided)
                            .chain(record ->
                                    uphold(tx, record).chain(() -> write(tx, sql, key, next(current, record)))))
                    .orElseGet(() -> Uni.createFrom().item(current))
                    .map(Optional::of);
        });
    }

    /** Runs the work again if the database ended it to break a deadlock: nothing of it has happened. */
    protected final <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work)
                .onFailure(failure -> failure instanceof PgException pg && DEADLOCK.equals(pg.getSqlState()))
                .retry()
                .atMost(DEADLOCK_RETRIES_MAX);
    }

    protected final Uni<Optional<Shelved<R>>> findBy(String condition, Tuple values) {
        return pool.preparedQuery(select(condition)).execute(values).map(this::first);
    }

    private Uni<Shelved<R>> taken(SqlConnection tx, NewRecord<R> arrival) {
        if (arrival.idChosen()) {
            return Uni.createFrom()
                    .failure(ProblemException.duplicateId(
                            spec.noun(), arrival.key().id()));
        }
        // the id was made from an Idempotency-Key whose first execution got as far as this
        return tx.preparedQuery(select("where tenant = $1 and id = $2"))
                .execute(Tuple.of(arrival.key().tenant().value(), arrival.key().id()))
                .map(rows -> first(rows).orElseThrow());
    }

    private Uni<Optional<LockedRow<R>>> lock(SqlConnection tx, ShelfKey key) {
        return tx.preparedQuery(select("where tenant = $1 and id = $2 for update"))
                .execute(Tuple.of(key.tenant().value(), key.id()))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(new LockedRow<>(
                                shelved(rows.iterator().next()),
                                rows.iterator().next().getBoolean("archived"))));
    }

    private Uni<Shelved<R>> write(SqlConnection tx, String sql, ShelfKey key, Shelved<R> next) {
        Tuple values = Tuple.of(key.tenant().value(), key.id(), JsonColumn.of(next.record()), next.revision());
        return tx.preparedQuery(sql)
                .execute(values)
                .chain(() -> publish(tx, key, next.record()))
                .replaceWith(next);
    }

    private Uni<Void> publish(SqlConnection tx, ShelfKey key, R record) {
        return spec.topic()
                .map(topic -> outbox.append(tx, outboxRecord(topic, key, record)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private void refuseArchived(ShelfKey key, LockedRow<R> row) {
        if (row.archived()) {
            throw ProblemException.conflict(
                    "The " + spec.noun() + " '" + key.id() + "' is archived and cannot be changed any more.");
        }
    }

    private Optional<Shelved<R>> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(shelved(rows.iterator().next()));
    }

    private Shelved<R> shelved(Row row) {
        R record = JsonColumn.read(row.getJsonObject("record"), spec.type());
        return new Shelved<>(record, row.getLong("sequence"), row.getLong("revision"));
    }

    private Shelved<R> next(Shelved<R> current, R record) {
        return new Shelved<>(record, current.sequence(), current.revision() + 1);
    }

    private String select(String condition) {
        return "select sequence, revision, archived, record from " + spec.table() + " " + condition;
    }

    private record LockedRow<R>(Shelved<R> shelved, boolean archived) {}
}
