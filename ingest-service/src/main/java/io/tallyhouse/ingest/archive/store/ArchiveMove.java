package io.tallyhouse.ingest.archive.store;

import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.kit.generation.GenerationMove;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Puts the archive that was filed for the next generation in the place of the one before, which is kept apart. */
@ApplicationScoped
class ArchiveMove implements GenerationMove {
    private static final List<String> TABLES =
            List.of("usage_records", "archive_days", "archive_skipped", "event_types", "metric_replays");

    @Override
    public void move(Connection transaction, LogGeneration from, LogGeneration to) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            if (!isFilled(statement, to)) {
                throw new IllegalStateException("the archive is of generation " + from.number()
                        + " of the log, and none is filed for generation " + to.number()
                        + "; ./tallyhouse rebuild files one");
            }
            statement.execute("DROP SCHEMA IF EXISTS former CASCADE");
            statement.execute("CREATE SCHEMA former");
            for (String table : TABLES) {
                statement.execute("SELECT move_table('" + table + "', 'public', 'former')");
                statement.execute("SELECT move_table('" + table + "', 'next', 'public')");
            }
            statement.execute("DROP SCHEMA next CASCADE");
            statement.execute("DELETE FROM reader_positions WHERE topic = '" + from.usageEvents() + "'");
        }
    }

    private static boolean isFilled(Statement statement, LogGeneration wanted) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT to_regclass('next.filled') IS NOT NULL")) {
            if (!row.next() || !row.getBoolean(1)) {
                return false;
            }
        }
        try (ResultSet row = statement.executeQuery("SELECT generation FROM next.filled")) {
            return row.next() && row.getInt(1) == wanted.number();
        }
    }
}
