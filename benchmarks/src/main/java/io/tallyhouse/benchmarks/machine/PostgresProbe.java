package io.tallyhouse.benchmarks.machine;

import io.tallyhouse.backing.PostgresDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** A local PostgreSQL from outside: its CPU time and what stands in its tables. Reads as the superuser. */
public final class PostgresProbe {
    private static final String SUPERUSER = "postgres";

    private final long pid;
    private final int port;

    private PostgresProbe(long pid, int port) {
        this.pid = pid;
        this.port = port;
    }

    /** @param folder of a {@code LocalPostgres} that runs */
    public static PostgresProbe of(Path folder) {
        try {
            // process, data folder, start, port, …
            List<String> lines = Files.readAllLines(folder.resolve("data/postmaster.pid"));
            return new PostgresProbe(
                    Long.parseLong(lines.get(0).strip()),
                    Integer.parseInt(lines.get(3).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the server and all its backends, since it started. */
    public Duration cpu() {
        return ProcessCpu.ofTree(pid);
    }

    /** The database of that name as its superuser, whose password is taken and not looked at. */
    public PostgresDatabase database(String name) {
        return new PostgresDatabase("127.0.0.1", port, name, SUPERUSER, SUPERUSER);
    }

    public void createDatabase(String name) {
        execute(SUPERUSER, "CREATE DATABASE " + name);
    }

    public void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** The one number that a query answers. */
    public long number(String database, String sql) {
        return Long.parseLong(text(database, sql));
    }

    /** The one value that a query answers, as text. */
    public String text(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new IllegalStateException("no row: " + sql);
            }
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(database(database).jdbcUrl(), SUPERUSER, SUPERUSER);
    }
}
