package io.tallyhouse.ingest.archive.store;

import io.tallyhouse.ingest.archive.EventSearch;
import io.tallyhouse.ingest.archive.EventSearch.Direction;
import io.tallyhouse.ingest.archive.EventSearch.Slice;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The statement of a search. Each subject is walked in its own index and the few rows found are merged, since one scan
 * over several subjects would have to sort all of them.
 */
final class SearchStatement {
    private static final String IDENTITY = "%1$s.tenant = version.tenant AND %1$s.subject = version.subject"
            + " AND %1$s.source = version.source AND %1$s.event_id = version.event_id";

    /** The last record before it that says something of its content. One sent without time repeats any time. */
    private static final String REPEATS_FORMER = """
            EXISTS (SELECT 1 FROM (
                SELECT former.timeless_digest, former.time_sent FROM usage_records former
                WHERE %s AND former.kind = 'EVENT'
                    AND former.append_day <= version.append_day + 1 AND former.kafka_offset < version.kafka_offset
                    AND (version.time_sent IS NULL OR former.time_sent IS NOT NULL
                        OR former.timeless_digest <> version.timeless_digest)
                ORDER BY former.kafka_offset DESC LIMIT 1) last_former
            WHERE last_former.timeless_digest = version.timeless_digest
                AND (version.time_sent IS NULL OR last_former.time_sent = version.time_sent))
            """.formatted(IDENTITY.formatted("former"));

    private static final String STATE = """
            CASE WHEN EXISTS (
                    SELECT 1 FROM usage_records later
                    WHERE %s AND later.kind = 'EVENT'
                        AND later.append_day >= version.append_day - 1 AND later.kafka_offset > version.kafka_offset
                        AND (later.timeless_digest <> version.timeless_digest
                            OR later.time_sent IS NOT NULL AND later.time_sent IS DISTINCT FROM version.time_sent))
                THEN 'SUPERSEDED'
                WHEN (SELECT control.kind FROM usage_records control
                    WHERE %s AND control.kind <> 'EVENT' ORDER BY control.kafka_offset DESC LIMIT 1) = 'VOID'
                THEN 'VOID'
                ELSE 'COUNTED' END
            """.formatted(IDENTITY.formatted("later"), IDENTITY.formatted("control"));

    private final EventSearch search;
    private final Slice slice;
    private final Tuple values = Tuple.tuple();

    SearchStatement(EventSearch search, Slice slice) {
        this.search = search;
        this.slice = slice;
    }

    Tuple values() {
        return values;
    }

    /** Fills {@link #values} too; call it once. */
    String sql() {
        boolean older = slice.direction() == Direction.OLDER;
        String order = "ORDER BY %1$s.event_time %2$s, %1$s.kafka_partition %2$s, %1$s.kafka_offset %2$s LIMIT "
                + slice.limit();
        String direction = older ? "DESC" : "ASC";
        StringBuilder versions = new StringBuilder(
                        "SELECT version.* FROM usage_records version WHERE version.tenant = ")
                .append(value(search.tenant().value()))
                .append(" AND version.kind = 'EVENT'");
        search.type()
                .ifPresent(type -> versions.append(" AND version.event_type = ").append(value(type)));
        search.from()
                .ifPresent(
                        from -> versions.append(" AND version.event_time >= ").append(value(time(from))));
        search.to()
                .ifPresent(to -> versions.append(" AND version.event_time < ").append(value(time(to))));
        slice.from()
                .ifPresent(from -> versions.append(
                                " AND (version.event_time, version.kafka_partition, version.kafka_offset) ")
                        .append(older ? "<" : ">")
                        .append(" (%s, %s, %s)"
                                .formatted(
                                        value(time(from.eventTime())), value(from.partition()), value(from.offset()))));
        String filtered = versions + "%s AND NOT " + REPEATS_FORMER + order.formatted("version", direction);
        String source = search.subjects().isEmpty()
                ? filtered.formatted("")
                : "SELECT per_subject.* FROM unnest(" + value(search.subjects().toArray(String[]::new))
                        + "::text[]) AS wanted(subject), LATERAL ("
                        + filtered.formatted(" AND version.subject = wanted.subject") + ") per_subject "
                        + order.formatted("per_subject", direction);
        return "SELECT version.kafka_partition, version.kafka_offset, version.subject, version.source,"
                + " version.event_id, version.event_type, version.event_time, version.time_sent,"
                + " version.accepted_at, version.data::text AS data, " + STATE + " AS state FROM (" + source
                + ") version " + order.formatted("version", direction);
    }

    private String value(Object value) {
        values.addValue(value);
        return "$" + values.size();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
