package io.tallyhouse.ingest.archive.rest;

import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.usage.Rfc3339;
import io.tallyhouse.ingest.archive.ArchivePosition;
import io.tallyhouse.ingest.archive.EventFilter;
import io.tallyhouse.ingest.archive.EventSearch;
import io.tallyhouse.ingest.archive.EventSearch.Direction;
import io.tallyhouse.ingest.archive.EventSearch.Slice;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.PageRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A search as understood.
 *
 * @param customer whose subjects are sought; empty if {@code subject} or every subject is
 */
record ReadQuery(
        Optional<String> subject,
        Optional<String> customer,
        Optional<String> type,
        Optional<Instant> from,
        Optional<Instant> to,
        EventFilter filter,
        Slice slice) {
    private static final int TEXT_LENGTH_MAX = 200;

    /**
     * @param given every query parameter, as sent
     * @throws InvalidInput with every fault, at {@code ?name}
     */
    static ReadQuery of(EventQuery query, Map<String, List<String>> given) {
        List<Violation> violations = new ArrayList<>(FilterParameters.unknown(given));
        Optional<String> subject = text("?subject", query.subject, violations);
        Optional<String> customer = text("?customer", query.customer, violations);
        if (subject.isPresent() && customer.isPresent()) {
            violations.add(new Violation("?customer", "must not be given together with subject"));
        }
        ReadQuery all = new ReadQuery(
                subject,
                customer,
                text("?type", query.type, violations),
                time("?from", query.from, 0, violations),
                time("?to", query.to, 1, violations),
                FilterParameters.read(query.state, given, violations),
                new Slice(PageRequest.LIMIT_DEFAULT, Direction.OLDER, Optional.empty()));
        ReadQuery read = all.with(slice(query, all.list(), violations));
        if (read.from.isPresent() && read.to.isPresent() && read.from.get().isAfter(read.to.get())) {
            violations.add(new Violation("?to", "'" + query.to + "' is before from, '" + query.from + "'"));
        }
        if (!violations.isEmpty()) {
            throw new InvalidInput(violations);
        }
        return read;
    }

    EventSearch search(TenantId tenant, List<SubjectSpan> subjects) {
        return new EventSearch(tenant, subjects, type, from, to);
    }

    private ReadQuery with(Slice part) {
        return new ReadQuery(subject, customer, type, from, to, filter, part);
    }

    /** Which list it is: a cursor is of use in the same one only. */
    long list() {
        List<Object> filters = List.of(subject, customer, type, from, to, filter.state(), filter.properties());
        return UUID.nameUUIDFromBytes(filters.toString().getBytes(StandardCharsets.UTF_8))
                .getMostSignificantBits();
    }

    private static Slice slice(EventQuery query, long list, List<Violation> violations) {
        int limit = PageRequest.LIMIT_DEFAULT;
        try {
            limit = PageRequest.read(query.limit, null, null).limit();
        } catch (InvalidInput e) {
            violations.addAll(e.violations());
        }
        Optional<ArchivePosition> after = cursor("?after", query.after, list, violations);
        Optional<ArchivePosition> before = cursor("?before", query.before, list, violations);
        if (query.after != null && query.before != null) {
            violations.add(new Violation("?before", "must not be given together with after"));
        }
        return before.isPresent()
                ? new Slice(limit, Direction.NEWER, before)
                : new Slice(limit, Direction.OLDER, after);
    }

    private static Optional<ArchivePosition> cursor(
            String pointer, @Nullable String text, long list, List<Violation> violations) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<ArchivePosition> position = EventCursor.read(text, list);
        if (position.isEmpty()) {
            violations.add(new Violation(
                    pointer,
                    "'" + shown(text)
                            + "' must be the next or previous of a page of this list, with the same filters"));
        }
        return position;
    }

    private static Optional<String> text(String pointer, @Nullable String text, List<Violation> violations) {
        if (text != null && (text.isEmpty() || text.length() > TEXT_LENGTH_MAX || text.indexOf('\0') >= 0)) {
            violations.add(
                    new Violation(pointer, "'" + shown(text) + "' must be 1 to " + TEXT_LENGTH_MAX + " characters"));
            return Optional.empty();
        }
        return Optional.ofNullable(text);
    }

    private static Optional<Instant> time(
            String pointer, @Nullable String text, int daysAdded, List<Violation> violations) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<Instant> time = text.length() == 10 ? midnight(text, daysAdded) : Rfc3339.parse(text);
        if (time.isEmpty()) {
            violations.add(new Violation(
                    pointer,
                    "'" + shown(text) + "' must be an RFC 3339 instant as '2026-10-01T12:00:00Z' ('+' of an offset"
                            + " is written %2B in a query) or a date as '2026-10-01'"));
        }
        return time;
    }

    private static Optional<Instant> midnight(String date, int daysAdded) {
        try {
            return Optional.of(LocalDate.parse(date)
                    .plusDays(daysAdded)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static String shown(String text) {
        String start = text.length() <= 40 ? text : text.substring(0, 37) + "...";
        return start.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
