package io.tallyhouse.ingest.archive.store;

import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.ingest.archive.store.ArchiveRow.LogPlace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Notes that the past is due for a metric version: once its start is passed in a partition, all before it is in the
 * archive.
 */
final class DueReplays {
    /** A start may stand twice in a partition; the first one counts. */
    private static final String INSERT = """
            INSERT INTO metric_replays
                (tenant, metric_id, metric_version, kafka_partition, event_type, start_offset)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""";

    private DueReplays() {}

    record StartedAt(LogPlace place, MetricDefinition definition) {}

    /** @param starts in the order of the log */
    static void add(Connection transaction, List<StartedAt> starts) throws SQLException {
        if (starts.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = transaction.prepareStatement(INSERT)) {
            for (StartedAt start : starts) {
                insert.setString(1, start.definition().tenant().value());
                insert.setString(2, start.definition().id().value());
                insert.setInt(3, start.definition().version());
                insert.setInt(4, start.place().partition());
                insert.setString(5, start.definition().eventType());
                insert.setLong(6, start.place().offset());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
