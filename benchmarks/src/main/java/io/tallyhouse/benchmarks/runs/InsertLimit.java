package io.tallyhouse.benchmarks.runs;

import io.tallyhouse.backing.PostgresDatabase;
import io.tallyhouse.benchmarks.machine.PostgresProbe;
import io.tallyhouse.benchmarks.machine.ProcessCpu;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What PostgreSQL gives if nothing else is done: rows as large as a finished run, inserted through the client and the
 * number of connections that services have. Durable, as the runs are.
 */
final class InsertLimit implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String DATABASE = "insert_limit";
    private static final String INSERT =
            "INSERT INTO runs (id, document, terms) VALUES ($1, $2::text::jsonb, $3::text::jsonb)";

    private final PostgresProbe postgres;
    private final String document;
    private final String terms;
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final AtomicInteger nextId = new AtomicInteger();

    /**
     * @param document of a finished run
     * @param terms of a finished run
     */
    InsertLimit(PostgresProbe postgres, String document, String terms) {
        this.postgres = postgres;
        this.document = document;
        this.terms = terms;
        postgres.createDatabase(DATABASE);
        postgres.execute(DATABASE, "CREATE TABLE runs (id integer PRIMARY KEY, document jsonb, terms jsonb)");
        PostgresDatabase database = postgres.database(DATABASE);
        this.pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(CONNECTIONS))
                .connectingTo(new PgConnectOptions()
                        .setHost(database.host())
                        .setPort(database.port())
                        .setDatabase(DATABASE)
                        .setUser(database.user())
                        .setPassword(database.password())
                        .setCachePreparedStatements(true))
                .using(vertx)
                .build();
    }

    /** Broker and client share this process; the broker rests meanwhile. */
    record Outcome(long rows, Duration took, Duration client, Duration postgres) {}

    /** After as many rows that are not counted. */
    Outcome insert(int rows, int rowsPerTransaction) {
        insertAll(rows, rowsPerTransaction);
        Duration clientBefore = ProcessCpu.own();
        Duration postgresBefore = postgres.cpu();
        long started = System.nanoTime();
        insertAll(rows, rowsPerTransaction);
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        return new Outcome(
                rows, took, ProcessCpu.own().minus(clientBefore), postgres.cpu().minus(postgresBefore));
    }

    private void insertAll(int rows, int rowsPerTransaction) {
        AtomicInteger left = new AtomicInteger(rows);
        List<Future<Void>> connections = new ArrayList<>();
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            connections.add(pool.getConnection()
                    .compose(open -> insertRest(open, left, rowsPerTransaction).eventually(() -> open.close())));
        }
        try {
            Future.all(connections)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the inserts failed", e);
        }
    }

    private Future<Void> insertRest(SqlConnection connection, AtomicInteger left, int rowsPerTransaction) {
        int before = left.getAndAdd(-rowsPerTransaction);
        if (before <= 0) {
            return Future.succeededFuture();
        }
        List<Tuple> rows = new ArrayList<>();
        for (int row = 0; row < Math.min(before, rowsPerTransaction); row++) {
            rows.add(Tuple.of(nextId.incrementAndGet(), document, terms));
        }
        return connection
                .begin()
                .compose(transaction ->
                        connection.preparedQuery(INSERT).executeBatch(rows).compose(inserted -> transaction.commit()))
                .compose(committed -> insertRest(connection, left, rowsPerTransaction));
    }

    @Override
    public void close() {
        var unused = pool.close().compose(closed -> vertx.close());
    }
}
