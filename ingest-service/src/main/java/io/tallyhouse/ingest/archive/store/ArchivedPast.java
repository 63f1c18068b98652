package io.tallyhouse.ingest.archive.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.ingest.archive.LoggedRecord;
import io.tallyhouse.ingest.archive.PastEvents;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    private static final String EVENTS = "SELECT * FROM (SELECT " + IdentityRecords.COLUMNS + ", "
            + "r.identity_key, sum(length(r.data::text)) OVER (ORDER BY r.kafka_offset) AS size,"
            + " length(r.data::text) AS length" + """
             FROM usage_records r
            WHERE r.append_day = ANY ($1::date[]) AND r.kafka_partition = $2
                AND r.kafka_offset > $3 AND r.kafka_offset <= $4
                AND r.kind = 'EVENT' AND r.tenant = $5 AND r.event_type = $6) sized
            WHERE size - length < $7 ORDER BY kafka_offset""";

    private final Pool pool;
    private final RepeatedIdentities repeated;

    ArchivedPast(Pool pool, RepeatedIdentities repeated) {
        this.pool = pool;
        this.repeated = repeated;
    }

    @Override
    public Uni<Long> count(Past past) {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(past.tenant().value(), past.eventType(), past.partition()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    @Override
    public Uni<Optional<Portion>> after(Past past, long reached) {
        return pool.preparedQuery(DAYS)
                .execute(Tuple.of(past.partition(), reached, past.end()))
                .map(rows -> Stretch.of(past, reached, rows))
                .chain(stretch -> stretch.isEmpty()
                        ? Uni.createFrom().item(Optional.<Portion>empty())
                        : portion(past, stretch.get()).map(Optional::of));
    }

    /** Offsets after {@code after} through {@code through}, and all days that may hold some of them. */
    private record Stretch(long after, long through, List<LocalDate> days) {
        static Optional<Stretch> of(Past past, long reached, RowSet<Row> rows) {
            List<LocalDate> days = new ArrayList<>();
            long after = reached;
            long through = -1;
            for (Row row : rows) {
                long first = row.getLong(1);
                if (through < 0) {
                    // where nothing is archived, as over an earlier replay, nothing need be looked for
                    after = Math.max(after, first - 1);
                    through = Math.min(after + STRETCH, past.end() - 1);
                }
                if (first <= through) {
                    days.add(row.getLocalDate(0));
                }
            }
            // a day may go on behind the end
            return through <= after ? Optional.empty() : Optional.of(new Stretch(after, through, days));
        }
    }

    private Uni<Portion> portion(Past past, Stretch stretch) {
        Tuple values = Tuple.tuple()
                .addArrayOfLocalDate(stretch.days.toArray(LocalDate[]::new))
                .addInteger(past.partition())
                .addLong(stretch.after)
                .addLong(stretch.through)
                .addString(past.tenant().value())
                .addString(past.eventType())
                .addLong(DATA_MAX);
        return repeated.of(past)
                .chain(known -> pool.preparedQuery(EVENTS).execute(values).map(rows -> new Found(rows, known)))
                .chain(found ->
                        IdentityRecords.of(pool, found.sought).map(records -> found.portion(stretch.through, records)));
    }

    /** What a stretch has of the type. The only record of its identity tells all of it; others are sought. */
    private static final class Found {
        private final List<Place> places = new ArrayList<>();
        private final Map<EventIdentity, List<LoggedRecord>> known = new HashMap<>();
        private final Set<EventIdentity> sought = new HashSet<>();
        private long size;

        Found(RowSet<Row> rows, RepeatedIdentities.Repeated repeated) {
            for (Row row : rows) {
                EventIdentity identity = IdentityRecords.identity(row);
                places.add(new Place(row.getLong("kafka_offset"), identity));
                size = row.getLong("size");
                if (repeated.mayContain(row.getLong("identity_key"))) {
                    sought.add(identity);
                } else {
                    known.put(identity, List.of(IdentityRecords.record(row)));
                }
            }
        }

        Portion portion(long through, Map<EventIdentity, List<LoggedRecord>> records) {
            known.putAll(records);
            boolean isCut = size >= DATA_MAX;
            return new Portion(isCut ? places.get(places.size() - 1).offset() : through, places, known);
        }
    }
}
