package io.tallyhouse.ingest.archive.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/** The partitions of {@code usage_records}, one for each UTC day. Within the caller's transaction. */
final class ArchiveDays {
    private ArchiveDays() {}

    /** Makes the day's partition if there is none. */
    static void ensure(Connection connection, LocalDate day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT ensure_usage_records_day(?)")) {
            statement.setObject(1, day);
            statement.execute();
        }
    }

    /** Drops all days before {@code firstKept}, and notes those that held something; how many there were. */
    static int dropBefore(Connection connection, LocalDate firstKept) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO archive_dropped (append_day) SELECT DISTINCT append_day"
                        + " FROM archive_days WHERE append_day < ? ON CONFLICT DO NOTHING")) {
            statement.setObject(1, firstKept);
            statement.executeUpdate();
        }
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM archive_days WHERE append_day < ?")) {
            statement.setObject(1, firstKept);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement("SELECT drop_usage_records_before(?)")) {
            statement.setObject(1, firstKept);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
