package io.tallyhouse.ingest.archive.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.ingest.archive.EventSearch;
import io.tallyhouse.ingest.archive.EventSearch.Direction;
import io.tallyhouse.ingest.archive.EventSearch.Slice;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The days of the archive that a walk may have to look at, in the order in which it comes to them. Most events are a day
 * apart from their acceptance at most, so that few days have what a page needs; PostgreSQL would plan for all of them.
 *
 * @param days by the end of their times that the walk comes to first
 */
record TimedDays(Direction direction, List<TimedDay> days) {
    /** Asked in binary: as text, times before our era are not read. */
    private static final String SELECT = """
            SELECT append_day, min(first_time), max(last_time) FROM archive_days
            WHERE first_time IS NOT NULL GROUP BY append_day""";

    /** A day of append, and the first and last time of its versions. */
    record TimedDay(LocalDate day, Instant first, Instant last) {}

    TimedDays {
        days = List.copyOf(days);
    }

    static Uni<TimedDays> of(SqlClient client, EventSearch search, Slice slice) {
        return client.preparedQuery(SELECT).execute().map(rows -> of(rows, search, slice));
    }

    private static TimedDays of(RowSet<Row> rows, EventSearch search, Slice slice) {
        boolean older = slice.direction() == Direction.OLDER;
        List<TimedDay> days = new ArrayList<>(rows.size());
        for (Row row : rows) {
            TimedDay day = new TimedDay(
                    row.getLocalDate(0),
                    row.getOffsetDateTime(1).toInstant(),
                    row.getOffsetDateTime(2).toInstant());
            boolean isOutside = search.from().filter(day.last()::isBefore).isPresent()
                    || search.to().filter(to -> !day.first().isBefore(to)).isPresent()
                    || slice.from()
                            .filter(from -> older
                                    ? day.first().isAfter(from.eventTime())
                                    : day.last().isBefore(from.eventTime()))
                            .isPresent();
            if (!isOutside) {
                days.add(day);
            }
        }
        days.sort(older ? Comparator.comparing(TimedDay::last).reversed() : Comparator.comparing(TimedDay::first));
        return new TimedDays(slice.direction(), days);
    }

    /** Whether no day from this one on has a version that comes before the time in the walk, or at it. */
    boolean endBefore(Instant time, int from) {
        if (from >= days.size()) {
            return true;
        }
        TimedDay next = days.get(from);
        return direction == Direction.OLDER
                ? next.last().isBefore(time)
                : next.first().isAfter(time);
    }

    /** At most so many. */
    List<LocalDate> some(int from, int count) {
        return days.subList(from, Math.min(days.size(), from + count)).stream()
                .map(TimedDay::day)
                .toList();
    }
}
