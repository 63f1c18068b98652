package io.tallyhouse.ingest.archive.store;

import io.agroal.api.AgroalDataSource;
import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.ingest.archive.EventArchive;
import io.tallyhouse.ingest.archive.EventHistory;
import io.tallyhouse.ingest.archive.NextArchive;
import io.tallyhouse.ingest.archive.store.ArchiveRow.LogPlace;
import io.tallyhouse.kit.generation.KeptSchemas;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@link NextArchive} in the schema {@code next}. */
@ApplicationScoped
class PostgresNextArchive implements NextArchive {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String TABLE = "next.usage_records";
    /** Within a transaction, so that no other user of the connection works there. */
    private static final String WORK_THERE = "SET LOCAL search_path TO next, public";

    private final AgroalDataSource dataSource;
    private final Pool pool;

    PostgresNextArchive(AgroalDataSource dataSource, Pool pool) {
        this.dataSource = dataSource;
        this.pool = pool;
    }

    private interface Work {
        void on(Connection transaction) throws SQLException;
    }

    private void inTransaction(Work work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                work.on(connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the archive of the next generation cannot be written", e);
        }
    }

    private static void execute(Connection transaction, String... statements) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void begin(LogGeneration generation) {
        try {
            KeptSchemas.drop(dataSource, KeptSchemas.NEXT);
        } catch (SQLException e) {
            throw new IllegalStateException("what an earlier attempt left cannot be removed", e);
        }
        inTransaction(transaction -> {
            forgetPosition(transaction, generation);
            execute(transaction, "CREATE SCHEMA next", "CREATE TABLE next.filled (generation integer NOT NULL)");
            execute(
                    transaction,
                    "SELECT empty_copy('usage_records', 'next', 'PARTITION BY RANGE (append_day)')",
                    "SELECT empty_copy('archive_days', 'next')",
                    "SELECT empty_copy('archive_skipped', 'next')",
                    "SELECT empty_copy('event_types', 'next')",
                    "SELECT empty_copy('metric_replays', 'next')");
        });
    }

    private static void forgetPosition(Connection transaction, LogGeneration generation) throws SQLException {
        try (PreparedStatement delete = transaction.prepareStatement("DELETE FROM reader_positions WHERE topic = ?")) {
            delete.setString(1, generation.usageEvents());
            delete.executeUpdate();
        }
    }

    @Override
    public void file(List<Refiled> records) {
        List<ArchiveRow> rows = records.stream()
                .map(record -> ArchiveRow.of(
                                new LogPlace(record.partition(), record.offset(), record.appendedAt()), record.record())
                        .orElseThrow())
                .toList();
        inTransaction(transaction -> {
            execute(transaction, WORK_THERE);
            for (LocalDate day :
                    rows.stream().map(ArchiveRow::appendDay).distinct().toList()) {
                ArchiveDays.ensure(transaction, day);
            }
            ArchiveCopy.copyAll(transaction, rows);
            ArchiveTallies.add(transaction, rows);
        });
    }

    @Override
    public Map<EventIdentity, EventHistory> histories(Collection<EventIdentity> identities) {
        Map<EventIdentity, EventHistory> histories = new HashMap<>();
        IdentityRecords.of(pool, TABLE, identities)
                .await()
                .atMost(PATIENCE)
                .forEach((identity, records) -> histories.put(identity, EventHistory.of(identity, records)));
        return histories;
    }

    @Override
    public void finish(LogGeneration generation, String topicId, Map<Integer, Long> ends) {
        inTransaction(transaction -> {
            try (PreparedStatement insert = transaction.prepareStatement(
                    "INSERT INTO reader_positions (reader, topic, partition, topic_id, next_offset)"
                            + " VALUES (?, ?, ?, ?, ?)")) {
                for (Map.Entry<Integer, Long> end : ends.entrySet()) {
                    insert.setString(1, EventArchive.READER);
                    insert.setString(2, generation.usageEvents());
                    insert.setInt(3, end.getKey());
                    insert.setString(4, topicId);
                    insert.setLong(5, end.getValue());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            execute(
                    transaction,
                    "INSERT INTO next.filled (generation) VALUES (" + generation.number() + ")",
                    "DROP TABLE IF EXISTS public.next_repeated",
                    "ANALYZE next.usage_records");
        });
    }
}
