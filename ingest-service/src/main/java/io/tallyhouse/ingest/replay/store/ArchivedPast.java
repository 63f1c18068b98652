package io.tallyhouse.ingest.replay.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.ingest.archive.store.IdentityRecords;
import io.tallyhouse.ingest.replay.PastEvents;
import io.tallyhouse.ingest.replay.Replay;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link PastEvents} from the archive: a stretch of offsets at a time, read from the few days that hold it. */
@ApplicationScoped
class ArchivedPast implements PastEvents {
    /** Offsets of one portion. */
    private static final long STRETCH = 5_000;
    /** Characters of data in one portion, which all instances' memory must hold; one event at least. */
    private static final long DATA_MAX = 8_000_000;

    private static final String COUNT = """
            SELECT coalesce(sum(events), 0)::bigint FROM event_types
            WHERE tenant = $1 AND event_type = $2 AND kafka_partition = $3""";
    /** Days whose rows are partly above an offset. A day need not end below where the next one begins. */
    private static final String DAYS = """
            SELECT append_day, first_offset FROM archive_days
            WHERE kafka_partition = $1 AND last_offset > $2 AND first_offset < $3 ORDER BY first_offset""";

    private static final String EVENTS = """
            SELECT kafka_offset, subject, source, event_id, length(data::text) AS length FROM usage_records
            WHERE append_day = ANY ($1::date[]) AND kafka_partition = $2 AND kafka_offset > $3 AND kafka_offset <= $4
                AND kind = 'EVENT' AND tenant = $5 AND event_type = $6
            ORDER BY kafka_offset""";

    private final Pool pool;

    ArchivedPast(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Long> count(Replay replay) {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(
                        replay.metric().tenant().value(), replay.metric().eventType(), replay.partition()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    @Override
    public Uni<Optional<Portion>> after(Replay replay) {
        return pool.preparedQuery(DAYS)
                .execute(Tuple.of(replay.partition(), replay.reached(), replay.start()))
                .map(rows -> Stretch.of(replay, rows))
                .chain(stretch -> stretch.isEmpty()
                        ? Uni.createFrom().item(Optional.<Portion>empty())
                        : portion(replay, stretch.get()).map(Optional::of));
    }

    /** Offsets after {@code after} through {@code through}, and all days that may hold some of them. */
    private record Stretch(long after, long through, List<LocalDate> days) {
        static Optional<Stretch> of(Replay replay, RowSet<Row> rows) {
            List<LocalDate> days = new ArrayList<>();
            long after = replay.reached();
            long through = -1;
            for (Row row : rows) {
                long first = row.getLong(1);
                if (through < 0) {
                    // where nothing is archived, as over an earlier replay, nothing need be looked for
                    after = Math.max(after, first - 1);
                    through = Math.min(after + STRETCH, replay.start() - 1);
                }
                if (first <= through) {
                    days.add(row.getLocalDate(0));
                }
            }
            // a day may go on behind the start
            return through <= after ? Optional.empty() : Optional.of(new Stretch(after, through, days));
        }
    }

    private Uni<Portion> portion(Replay replay, Stretch stretch) {
        Tuple values = Tuple.tuple()
                .addArrayOfLocalDate(stretch.days.toArray(LocalDate[]::new))
                .addInteger(replay.partition())
                .addLong(stretch.after)
                .addLong(stretch.through)
                .addString(replay.metric().tenant().value())
                .addString(replay.metric().eventType());
        return pool.preparedQuery(EVENTS)
                .execute(values)
                .map(rows -> places(replay, rows))
                .chain(places -> {
                    long through = places.isCut() ? places.last() : stretch.through;
                    Set<EventIdentity> identities =
                            places.list.stream().map(Place::identity).collect(Collectors.toSet());
                    return IdentityRecords.of(pool, identities)
                            .map(records -> new Portion(through, places.list, records));
                });
    }

    private record Places(List<Place> list, boolean isCut) {
        long last() {
            return list.get(list.size() - 1).offset();
        }
    }

    private static Places places(Replay replay, RowSet<Row> rows) {
        List<Place> list = new ArrayList<>(rows.size());
        long data = 0;
        for (Row row : rows) {
            if (data >= DATA_MAX) {
                return new Places(list, true);
            }
            data += row.getInteger("length");
            list.add(new Place(
                    row.getLong("kafka_offset"),
                    new EventIdentity(
                            replay.metric().tenant(),
                            row.getString("subject"),
                            row.getString("source"),
                            row.getString("event_id"))));
        }
        return new Places(list, false);
    }
}
