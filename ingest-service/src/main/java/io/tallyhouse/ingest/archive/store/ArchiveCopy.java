package io.tallyhouse.ingest.archive.store;

import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecordReader;
import io.tallyhouse.ingest.archive.store.ArchiveRow.LogPlace;
import io.tallyhouse.ingest.archive.store.DueReplays.StartedAt;
import io.tallyhouse.kit.reader.CopyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Writes a batch of the log into {@code usage_records} by COPY, with what follows from it. What cannot be a row is noted
 * and passed over.
 */
@ApplicationScoped
public class ArchiveCopy implements CopyHandler {
    private static final Logger LOGGER = Logger.getLogger(ArchiveCopy.class);
    private static final String COPY =
            "COPY usage_records (" + ArchiveRow.COLUMNS + ") FROM STDIN WITH (FORMAT binary)";
    private static final String SKIP =
            "INSERT INTO archive_skipped (kafka_partition, kafka_offset, appended_at, reason)"
                    + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
    /** SQLSTATE class of values that PostgreSQL does not take; everything else is an outage and is tried again. */
    private static final String DATA_EXCEPTION = "22";

    private static final int REASON_LENGTH_MAX = 500;
    private static final int SENT_AT_ONCE = 64 * 1024;

    @Override
    public void apply(Connection transaction, List<ConsumerRecord<byte[], byte[]>> batch) throws SQLException {
        List<ArchiveRow> rows = new ArrayList<>(batch.size());
        List<StartedAt> starts = new ArrayList<>();
        UsageRecordReader reader = new UsageRecordReader();
        for (ConsumerRecord<byte[], byte[]> polled : batch) {
            LogPlace place = LogPlace.of(polled);
            try {
                UsageRecord read = read(reader, polled);
                ArchiveRow.of(place, read).ifPresent(rows::add);
                if (read instanceof MetricStart start) {
                    starts.add(new StartedAt(place, start.definition()));
                }
            } catch (UnreadableRecord e) {
                skip(transaction, place, e);
            }
        }
        rows.sort(Comparator.comparing(ArchiveRow::time));
        for (var day : rows.stream().map(ArchiveRow::appendDay).distinct().toList()) {
            ArchiveDays.ensure(transaction, day);
        }
        List<ArchiveRow> kept = new ArrayList<>(rows.size());
        copy(transaction, rows, kept);
        ArchiveTallies.add(transaction, kept);
        DueReplays.add(transaction, starts);
    }

    private static UsageRecord read(UsageRecordReader reader, ConsumerRecord<byte[], byte[]> polled) {
        if (polled.value() == null) {
            throw new UnreadableRecord("the value is null", new IllegalArgumentException("no value"));
        }
        return reader.read(polled.value());
    }

    /** If PostgreSQL refuses a value, the halves are tried by themselves, down to the one row at fault. */
    private static void copy(Connection transaction, List<ArchiveRow> rows, List<ArchiveRow> kept) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Savepoint before = transaction.setSavepoint();
        try {
            copyAll(transaction, rows);
            transaction.releaseSavepoint(before);
            kept.addAll(rows);
        } catch (SQLException | ArithmeticException | IllegalArgumentException e) {
            if (e instanceof SQLException refused && !isDataException(refused)) {
                throw e;
            }
            transaction.rollback(before);
            if (rows.size() == 1) {
                skip(transaction, rows.get(0).place(), e);
            } else {
                int half = rows.size() / 2;
                copy(transaction, rows.subList(0, half), kept);
                copy(transaction, rows.subList(half, rows.size()), kept);
            }
        }
    }

    private static boolean isDataException(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith(DATA_EXCEPTION);
    }

    static void copyAll(Connection transaction, List<ArchiveRow> rows) throws SQLException {
        BinaryCopy copy = new BinaryCopy();
        IdentityKey keys = new IdentityKey();
        rows.forEach(row -> row.writeTo(copy, keys));
        try {
            transaction.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, copy.finish(), SENT_AT_ONCE);
        } catch (IOException e) {
            throw new SQLException("COPY into the archive failed", e);
        }
    }

    private static void skip(Connection transaction, LogPlace place, Exception why) throws SQLException {
        // the message may quote what a tenant sent; it belongs into the table and not into the log
        LOGGER.warnf(
                "record %d of partition %d is not archived; archive_skipped says why",
                place.offset(), place.partition());
        String reason = String.valueOf(why.getMessage()).replace("\0", "");
        try (PreparedStatement insert = transaction.prepareStatement(SKIP)) {
            insert.setInt(1, place.partition());
            insert.setLong(2, place.offset());
            insert.setTimestamp(3, Timestamp.from(place.appendedAt()));
            insert.setString(4, reason.substring(0, Math.min(reason.length(), REASON_LENGTH_MAX)));
            insert.executeUpdate();
        }
    }
}
