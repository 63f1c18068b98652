package io.tallyhouse.ingest.archive.store;

import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.ingest.archive.EventSearch;
import io.tallyhouse.ingest.archive.EventSearch.Direction;
import io.tallyhouse.ingest.archive.EventSearch.Slice;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
        String order = "ORDER BY %1$s.event_time %2$s, %1$s.kafka_offset %2$s, %1$s.kafka_partition %2$s LIMIT "
                + slice.limit();
        String direction = older ? "DESC" : "ASC";
        String tenant = value(search.tenant().value());
        StringBuilder versions = new StringBuilder("SELECT " + COLUMNS + " FROM usage_records version")
                .append(" WHERE version.tenant = ")
                .append(tenant)
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
                                " AND (version.event_time, version.kafka_offset, version.kafka_partition) ")
                        .append(older ? "<" : ">")
                        .append(" (%s, %s, %s)"
                                .formatted(
                                        value(time(from.eventTime())), value(from.offset()), value(from.partition()))));
        String ordered = versions + "%s " + order.formatted("version", direction);
        if (search.subjects().isEmpty()) {
            return ordered.formatted(ofType(tenant));
        }
        return "SELECT per_subject.* FROM " + wanted() + ", LATERAL (" + ordered.formatted(ofWanted(tenant))
                + ") per_subject " + order.formatted("per_subject", direction);
    }

    /** By the index of types. */
    private String ofType(String tenant) {
        return search.type()
                .map(type -> " AND hashtextextended(version.tenant || chr(1) || version.event_type, 0)"
                        + " = hashtextextended(" + tenant + " || chr(1) || " + value(type) + ", 0)")
                .orElse("");
    }

    /** By the index of subjects. */
    private static String ofWanted(String tenant) {
        return " AND version.subject = wanted.subject"
                + " AND hashtextextended(version.tenant || chr(1) || version.subject, 0)"
                + " = hashtextextended(" + tenant + " || chr(1) || wanted.subject, 0)"
                + " AND version.event_time >= coalesce(wanted.span_from, '-infinity')"
                + " AND version.event_time < coalesce(wanted.span_to, 'infinity')";
    }

    private String wanted() {
        List<SubjectSpan> spans = search.subjects();
        return "unnest("
                + value(spans.stream().map(SubjectSpan::subject).toArray(String[]::new)) + "::text[], "
                + value(times(spans, SubjectSpan::from)) + "::timestamptz[], "
                + value(times(spans, SubjectSpan::to)) + "::timestamptz[]) AS wanted(subject, span_from, span_to)";
    }

    /** An open end is null. */
    private static @Nullable OffsetDateTime[] times(
            List<SubjectSpan> spans, Function<SubjectSpan, Optional<Instant>> end) {
        @Nullable OffsetDateTime[] times = new OffsetDateTime[spans.size()];
        for (int at = 0; at < times.length; at++) {
            times[at] = end.apply(spans.get(at)).map(SearchStatement::time).orElse(null);
        }
        return times;
    }

    private String value(Object value) {
        values.addValue(value);
        return "$" + values.size();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
