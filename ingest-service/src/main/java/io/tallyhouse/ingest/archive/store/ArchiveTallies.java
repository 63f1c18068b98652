package io.tallyhouse.ingest.archive.store;

import io.tallyhouse.ingest.archive.LoggedRecord.Kind;
import io.tallyhouse.ingest.archive.store.ArchiveRow.Content;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the archive knows of its rows as a whole: types of events, and which offsets a day holds. */
final class ArchiveTallies {
    private static final String ADD_TYPE = """
            INSERT INTO event_types AS known
                (tenant, event_type, kafka_partition, events, first_accepted_at, last_accepted_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (tenant, event_type, kafka_partition) DO UPDATE
            SET events = known.events + excluded.events,
                first_accepted_at = least(known.first_accepted_at, excluded.first_accepted_at),
                last_accepted_at = greatest(known.last_accepted_at, excluded.last_accepted_at)""";
    private static final String ADD_DAY = """
            INSERT INTO archive_days AS known
                (kafka_partition, append_day, first_offset, last_offset, first_time, last_time)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (kafka_partition, append_day) DO UPDATE
            SET first_offset = least(known.first_offset, excluded.first_offset),
                last_offset = greatest(known.last_offset, excluded.last_offset),
                first_time = least(known.first_time, excluded.first_time),
                last_time = greatest(known.last_time, excluded.last_time)""";

    private ArchiveTallies() {}

    private record TypeKey(int partition, String tenant, String type) {}

    private record TypeTally(long events, Instant first, Instant last) {
        TypeTally plus(TypeTally other) {
            return new TypeTally(
                    events + other.events,
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last);
        }
    }

    private record DayKey(int partition, LocalDate day) {}

    /** Offsets and event times of a day; times only of rows that have one. */
    private static final class DayTally {
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private Instant firstTime = Instant.MAX;
        private Instant lastTime = Instant.MIN;

        void add(ArchiveRow row) {
            first = Math.min(first, row.place().offset());
            last = Math.max(last, row.place().offset());
            row.content().map(Content::eventTime).ifPresent(time -> {
                firstTime = time.isBefore(firstTime) ? time : firstTime;
                lastTime = time.isAfter(lastTime) ? time : lastTime;
            });
        }

        Optional<OffsetDateTime> from() {
            return time(firstTime);
        }

        Optional<OffsetDateTime> to() {
            return time(lastTime);
        }

        /** In whole microseconds, as the rows have it; nothing if there was none. */
        private Optional<OffsetDateTime> time(Instant time) {
            return firstTime.isAfter(lastTime)
                    ? Optional.empty()
                    : Optional.of(time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
        }
    }

    /** Adds rows that were written in the same transaction. */
    static void add(Connection transaction, List<ArchiveRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Map<TypeKey, TypeTally> types = new HashMap<>();
        Map<DayKey, DayTally> days = new HashMap<>();
        for (ArchiveRow row : rows) {
            int partition = row.place().partition();
            days.computeIfAbsent(new DayKey(partition, row.appendDay()), day -> new DayTally())
                    .add(row);
            if (row.kind() == Kind.EVENT) {
                row.content()
                        .ifPresent(content -> types.merge(
                                new TypeKey(
                                        partition,
                                        row.identity().tenant().value(),
                                        content.event().type()),
                                new TypeTally(1, row.acceptedAt(), row.acceptedAt()),
                                TypeTally::plus));
            }
        }
        addTypes(transaction, types);
        addDays(transaction, days);
    }

    private static void addTypes(Connection transaction, Map<TypeKey, TypeTally> types) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(ADD_TYPE)) {
            for (Map.Entry<TypeKey, TypeTally> entry : types.entrySet()) {
                insert.setString(1, entry.getKey().tenant());
                insert.setString(2, entry.getKey().type());
                insert.setInt(3, entry.getKey().partition());
                insert.setLong(4, entry.getValue().events());
                insert.setTimestamp(5, Timestamp.from(entry.getValue().first()));
                insert.setTimestamp(6, Timestamp.from(entry.getValue().last()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void addDays(Connection transaction, Map<DayKey, DayTally> days) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(ADD_DAY)) {
            for (Map.Entry<DayKey, DayTally> entry : days.entrySet()) {
                insert.setInt(1, entry.getKey().partition());
                insert.setObject(2, entry.getKey().day());
                insert.setLong(3, entry.getValue().first);
                insert.setLong(4, entry.getValue().last);
                insert.setObject(5, entry.getValue().from().orElse(null));
                insert.setObject(6, entry.getValue().to().orElse(null));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
