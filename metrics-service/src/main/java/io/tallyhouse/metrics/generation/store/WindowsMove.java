package io.tallyhouse.metrics.generation.store;

import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kit.generation.GenerationMove;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what was counted apart and begins with nothing, to be counted again; or goes back to what was kept, if the new
 * generation has not come into force.
 */
@ApplicationScoped
class WindowsMove implements GenerationMove {
    private static final List<String> TABLES =
            List.of("metric_windows", "meter_positions", "metric_starts", "metric_replays");

    @Override
    public void move(Connection transaction, LogGeneration from, LogGeneration to) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            if (to.compareTo(from) > 0) {
                keepApart(statement, from);
            } else {
                goBack(statement, from, to);
            }
        }
    }

    private static void keepApart(Statement statement, LogGeneration from) throws SQLException {
        statement.execute("DROP SCHEMA IF EXISTS former CASCADE");
        statement.execute("CREATE SCHEMA former");
        statement.execute("CREATE TABLE former.kept AS SELECT " + from.number()
                + " AS generation, coalesce(max(id), 0) AS last_told FROM outbox");
        for (String table : TABLES) {
            statement.execute("SELECT move_table('" + table + "', 'public', 'former')");
            statement.execute("SELECT empty_copy('former." + table + "', 'public')");
        }
    }

    private static void goBack(Statement statement, LogGeneration from, LogGeneration to) throws SQLException {
        if (!kept(statement).equals(Optional.of(to))) {
            throw new IllegalStateException("what is counted is of generation " + from.number()
                    + " of the log, and nothing is kept of generation " + to.number());
        }
        for (String table : TABLES) {
            statement.execute("DROP TABLE public." + table);
            statement.execute("SELECT move_table('" + table + "', 'former', 'public')");
        }
        statement.execute("DELETE FROM outbox WHERE topic = '" + Topics.METRIC_STATES.name()
                + "' AND id > (SELECT last_told FROM former.kept)");
        statement.execute("DELETE FROM reader_positions WHERE topic = '" + from.metricWindows() + "'");
        statement.execute("DROP SCHEMA former CASCADE");
    }

    private static Optional<LogGeneration> kept(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT to_regclass('former.kept') IS NOT NULL")) {
            if (!row.next() || !row.getBoolean(1)) {
                return Optional.empty();
            }
        }
        try (ResultSet row = statement.executeQuery("SELECT generation FROM former.kept")) {
            return row.next() ? Optional.of(new LogGeneration(row.getInt(1))) : Optional.empty();
        }
    }
}
