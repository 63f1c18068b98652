package io.tallyhouse.ingest.archive.store;

import io.tallyhouse.ingest.archive.EventSearch;
import io.tallyhouse.ingest.archive.EventSearch.Direction;
import io.tallyhouse.ingest.archive.EventSearch.Slice;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The statement of a walk. Each subject is walked in its own index and the few rows found are merged, since one scan
 * over several subjects would have to sort all of them.
 */
final class SearchStatement {
    private static final String COLUMNS = "tenant, subject, source, event_id, event_time, kafka_partition,"
            + " kafka_offset, kind, event_type, data::text AS data";

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
                        "SELECT " + COLUMNS + " FROM usage_records version WHERE version.tenant = ")
                .append(value(search.tenant().value()))
                .append(" AND version.event_time IS NOT NULL");
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
        String ordered = versions + "%s " + order.formatted("version", direction);
        return search.subjects().isEmpty()
                ? ordered.formatted("")
                : "SELECT per_subject.* FROM unnest(" + value(search.subjects().toArray(String[]::new))
                        + "::text[]) AS wanted(subject), LATERAL ("
                        + ordered.formatted(" AND version.subject = wanted.subject") + ") per_subject "
                        + order.formatted("per_subject", direction);
    }

    private String value(Object value) {
        values.addValue(value);
        return "$" + values.size();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
