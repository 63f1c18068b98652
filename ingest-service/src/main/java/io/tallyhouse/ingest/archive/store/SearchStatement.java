package io.tallyhouse.ingest.archive.store;

import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.ingest.archive.EventSearch;
import io.tallyhouse.ingest.archive.EventSearch.Direction;
import io.tallyhouse.ingest.archive.EventSearch.Slice;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    /**
     * Fills {@link #values} too; call it once.
     *
     * @param days of append that are looked at. They stand in the statement, so that others are not even planned for
     */
    String sql(List<LocalDate> days) {
        boolean older = slice.direction() == Direction.OLDER;
        String order = "ORDER BY %1$s.event_time %2$s, %1$s.kafka_offset %2$s, %1$s.kafka_partition %2$s LIMIT "
                + slice.limit();
        String direction = older ? "DESC" : "ASC";
        String tenant = value(search.tenant().value());
        StringBuilder versions = new StringBuilder(
                        "SELECT " + COLUMNS + " FROM usage_records version WHERE version.event_time IS NOT NULL")
                .append(" AND version.append_day = ANY ('{")
                .append(days.stream().map(LocalDate::toString).collect(Collectors.joining(",")))
                .append("}'::date[])");
        boolean ofSubjects = !search.subjects().isEmpty();
        search.type()
                .filter(type -> ofSubjects)
                .ifPresent(type -> versions.append(" AND version.event_type = ").append(value(type)));
        if (search.onlyQuarantined()) {
            versions.append(" AND version.kind = 'QUARANTINED'");
        }
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
        return ofSubjects
                ? "SELECT per_subject.* FROM " + wanted() + ", LATERAL (" + ordered.formatted(ofWanted(tenant))
                        + ") per_subject " + order.formatted("per_subject", direction)
                : ordered.formatted(ofType(tenant));
    }

    /** By the index of types, if one is sought, else by that of times. */
    private String ofType(String tenant) {
        return search.type()
                .map(this::value)
                .map(type -> " AND hashtextextended(version.tenant || chr(1) || version.event_type, 0)"
                        + " = hashtextextended(" + tenant + " || chr(1) || " + type + ", 0)"
                        + certainly("version.tenant = " + tenant + " AND version.event_type = " + type))
                .orElse(" AND version.tenant = " + tenant);
    }

    /** By the index of subjects. */
    private String ofWanted(String tenant) {
        String found = " AND hashtextextended(version.tenant || chr(1) || version.subject, 0)"
                + " = hashtextextended(" + tenant + " || chr(1) || wanted.subject, 0)"
                + certainly("version.tenant = " + tenant + " AND version.subject = wanted.subject");
        return search.subjects().stream().noneMatch(SubjectSpan::isLimited)
                ? found
                : found + " AND version.event_time >= coalesce(wanted.span_from, '-infinity')"
                        + " AND version.event_time < coalesce(wanted.span_to, 'infinity')";
    }

    /**
     * What the hash has said already. PostgreSQL would take it for another condition that few rows meet, expect next to
     * none, and rather sort all that it finds than walk the index as far as the page goes.
     */
    private static String certainly(String condition) {
        return " AND CASE WHEN " + condition + " THEN true END";
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
