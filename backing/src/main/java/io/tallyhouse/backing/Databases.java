package io.tallyhouse.backing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.regex.Pattern;

/** Creates a database with an owner of the same name; safe when several processes ask for the same one. */
final class Databases {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    /** duplicate_database, duplicate_object, unique_violation. */
    private static final Set<String> ALREADY_THERE = Set.of("42P04", "42710", "23505");

    /** Any number will do that all who come here share. */
    private static final int TURN = 1_718_114;

    private Databases() {}

    static PostgresDatabase createIfMissing(PostgresDatabase server, String name, String password) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("database name must be lower case letters, digits and _: " + name);
        }
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
            waitForTurn(connection);
            run(connection, "CREATE ROLE %I LOGIN PASSWORD %L", name, password);
            run(connection, "ALTER ROLE %I PASSWORD %L", name, password);
            run(connection, "CREATE DATABASE %I OWNER %I", name, name);
        } catch (SQLException e) {
            throw new BackingException(
                    "PostgreSQL at %s:%d did not create database %s: %s"
                            .formatted(server.host(), server.port(), name, e.getMessage()),
                    e);
        }
        return server.named(name, name, password);
    }

    /** PostgreSQL refuses two changes of one role at once; the lock goes with the connection. */
    private static void waitForTurn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + TURN + ")");
        }
    }

    /** The server quotes the values itself; neither statement takes parameters. */
    private static void run(Connection connection, String template, String first, String second) throws SQLException {
        try (PreparedStatement quoting = connection.prepareStatement("SELECT format(?, ?, ?)")) {
            quoting.setString(1, template);
            quoting.setString(2, first);
            quoting.setString(3, second);
            try (ResultSet quoted = quoting.executeQuery();
                    Statement statement = connection.createStatement()) {
                quoted.next();
                statement.execute(quoted.getString(1));
            }
        } catch (SQLException e) {
            if (!ALREADY_THERE.contains(e.getSQLState())) {
                throw e;
            }
        }
    }
}
