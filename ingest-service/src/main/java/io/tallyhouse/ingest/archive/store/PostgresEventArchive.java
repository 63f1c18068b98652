package io.tallyhouse.ingest.archive.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.ingest.archive.ArchivePosition;
import io.tallyhouse.ingest.archive.EventArchive;
import io.tallyhouse.ingest.archive.EventHistory;
import io.tallyhouse.ingest.archive.EventSearch;
import io.tallyhouse.ingest.archive.EventSearch.Direction;
import io.tallyhouse.ingest.archive.EventSearch.Slice;
import io.tallyhouse.ingest.archive.LoggedRecord.Kind;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@link EventArchive} on the table {@code usage_records}. */
@ApplicationScoped
class PostgresEventArchive implements EventArchive {
    private static final int DAYS_FIRST = 4;
    private static final int DAYS_GROWTH = 4;
    private static final int DAYS_MAX = 64;
    private static final Comparator<Found> BY_POSITION = Comparator.comparing(Found::position);

    private final Pool pool;

    PostgresEventArchive(Pool pool) {
        this.pool = pool;
    }

    /** A few days at a time: mostly the first have all that is wanted. */
    @Override
    public Uni<List<Found>> walk(EventSearch search, Slice slice) {
        return TimedDays.of(pool, search, slice)
                .chain(days -> walk(new Walk(search, slice, days), List.of(), new Days(0, DAYS_FIRST)));
    }

    private record Walk(EventSearch search, Slice slice, TimedDays days) {
        /** Two parts of the walk as one, as far as it goes. */
        List<Found> merged(List<Found> one, List<Found> other) {
            if (one.isEmpty()) {
                return other;
            }
            Comparator<Found> order = slice.direction() == Direction.OLDER ? BY_POSITION.reversed() : BY_POSITION;
            return Stream.concat(one.stream(), other.stream())
                    .sorted(order)
                    .limit(slice.limit())
                    .toList();
        }

        boolean isDone(List<Found> found, int next) {
            boolean full = found.size() == slice.limit();
            return next >= days.days().size()
                    || full
                            && days.endBefore(
                                    found.get(found.size() - 1).position().eventTime(), next);
        }
    }

    /** Which of the walk's days come next. */
    private record Days(int from, int count) {
        Days next() {
            return new Days(from + count, Math.min(DAYS_MAX, DAYS_GROWTH * count));
        }
    }

    private Uni<List<Found>> walk(Walk walk, List<Found> before, Days days) {
        if (walk.isDone(before, days.from())) {
            return Uni.createFrom().item(before);
        }
        SearchStatement statement = new SearchStatement(walk.search(), walk.slice());
        String sql = statement.sql(walk.days().some(days.from(), days.count()));
        return pool.preparedQuery(sql)
                .execute(statement.values())
                .chain(rows -> walk(walk, walk.merged(before, found(rows)), days.next()));
    }

    private static List<Found> found(RowSet<Row> rows) {
        List<Found> found = new ArrayList<>(rows.size());
        rows.forEach(row -> found.add(new Found(
                new ArchivePosition(
                        row.getOffsetDateTime("event_time").toInstant(),
                        row.getInteger("kafka_partition"),
                        row.getLong("kafka_offset")),
                IdentityRecords.identity(row),
                Kind.valueOf(row.getString("kind")),
                row.getString("event_type"),
                IdentityRecords.data(row.getString("data")))));
        return found;
    }

    @Override
    public Uni<Map<EventIdentity, EventHistory>> histories(Collection<EventIdentity> identities) {
        return IdentityRecords.of(pool, identities).map(records -> {
            Map<EventIdentity, EventHistory> histories = new HashMap<>(records.size() * 2);
            records.forEach((identity, list) -> histories.put(identity, EventHistory.of(identity, list)));
            return histories;
        });
    }
}
