package io.tallyhouse.metrics.usage.rest;

import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.usage.Rfc3339;
import io.tallyhouse.kernel.time.DateRange;
import io.tallyhouse.kernel.time.ServicePeriod;
import io.tallyhouse.metrics.usage.Granularity;
import io.tallyhouse.metrics.usage.UsageRequest.Span;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The query parameters, read strictly: all faults at once. */
final class UsageParameters {
    private static final List<String> KNOWN = List.of("customer", "from", "to", "timeZone", "granularity");
    private static final int TEXT_LENGTH_MAX = 256;

    private final MultivaluedMap<String, String> query;
    private final List<Violation> violations = new ArrayList<>();

    private UsageParameters(MultivaluedMap<String, String> query) {
        this.query = query;
    }

    /** What was asked, without tenant and metric. */
    record Read(String customer, Span span) {}

    /** @throws InvalidInput with every fault */
    static Read read(MultivaluedMap<String, String> query) {
        return new UsageParameters(query).read();
    }

    private Read read() {
        refuseUnknown();
        Optional<String> customer = text("customer");
        if (customer.isEmpty()) {
            refuse("customer", "is required: a customer's id, or any subject");
        }
        Optional<ZoneId> zone = text("timeZone").isEmpty() ? Optional.of(ZoneOffset.UTC) : zone();
        Optional<Granularity> granularity =
                text("granularity").isEmpty() ? Optional.of(Granularity.TOTAL) : granularity();
        Optional<ServicePeriod> period = period(zone.orElse(ZoneOffset.UTC));
        if (!violations.isEmpty()) {
            throw new InvalidInput(violations);
        }
        return new Read(
                customer.orElseThrow(), new Span(period.orElseThrow(), zone.orElseThrow(), granularity.orElseThrow()));
    }

    private void refuseUnknown() {
        new TreeMap<>(query).forEach((name, values) -> {
            if (!KNOWN.contains(name)) {
                refuse(name, "is not a known parameter; known are " + String.join(", ", KNOWN));
            } else if (values.size() > 1) {
                refuse(name, "is given " + values.size() + " times; give it once");
            }
        });
    }

    private Optional<String> text(String name) {
        Optional<String> text = Optional.ofNullable(query.getFirst(name)).filter(given -> !given.isBlank());
        if (text.isPresent() && text.get().length() > TEXT_LENGTH_MAX) {
            refuse(name, "has " + text.get().length() + " characters; at most " + TEXT_LENGTH_MAX + " are allowed");
        }
        if (text.isPresent() && text.get().codePoints().anyMatch(Character::isISOControl)) {
            refuse(name, "must not contain control characters");
        }
        return text;
    }

    private Optional<ZoneId> zone() {
        try {
            return text("timeZone").map(ZoneId::of);
        } catch (DateTimeException e) {
            refuse(
                    "timeZone",
                    "'" + query.getFirst("timeZone") + "' must be an IANA time zone such as 'Europe/Warsaw' or 'UTC'");
            return Optional.empty();
        }
    }

    private Optional<Granularity> granularity() {
        Optional<String> text = text("granularity");
        Optional<Granularity> granularity = Arrays.stream(Granularity.values())
                .filter(value -> text.equals(Optional.of(value.name())))
                .findFirst();
        if (granularity.isEmpty()) {
            refuse(
                    "granularity",
                    "'" + query.getFirst("granularity") + "' must be one of " + Arrays.toString(Granularity.values()));
        }
        return granularity;
    }

    /** Two inclusive days of the zone, or two instants, the second exclusive. */
    private Optional<ServicePeriod> period(ZoneId zone) {
        Optional<Edge> from = edge("from");
        Optional<Edge> to = edge("to");
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        if (from.get().isDay() != to.get().isDay()) {
            refuse(
                    "to",
                    "'" + to.get().text() + "' and from '" + from.get().text()
                            + "' must both be days, or both be instants");
            return Optional.empty();
        }
        return from.get().isDay() ? days(from.get(), to.get(), zone) : instants(from.get(), to.get());
    }

    private Optional<ServicePeriod> days(Edge from, Edge to, ZoneId zone) {
        LocalDate first = from.day().orElseThrow();
        LocalDate last = to.day().orElseThrow();
        if (last.isBefore(first)) {
            refuse("to", "'" + last + "' is before from '" + first + "'; the last day must not be before the first");
            return Optional.empty();
        }
        return Optional.of(new DateRange(first, last).in(zone));
    }

    private Optional<ServicePeriod> instants(Edge from, Edge to) {
        Instant start = from.instant().orElseThrow();
        Instant end = to.instant().orElseThrow();
        if (!start.isBefore(end)) {
            refuse("to", "'" + to.text() + "' must be after from '" + from.text() + "'; the end is exclusive");
            return Optional.empty();
        }
        return Optional.of(new ServicePeriod(start, end));
    }

    /** One end of the period, as it was given. */
    private record Edge(String text, Optional<LocalDate> day, Optional<Instant> instant) {
        boolean isDay() {
            return day.isPresent();
        }
    }

    private Optional<Edge> edge(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            refuse(name, "is required: a day as 2026-10-01, or an instant as 2026-10-01T12:00:00Z");
            return Optional.empty();
        }
        // an offset's + that was not encoded arrives as a space
        String given = text.get().replace(' ', '+');
        Optional<LocalDate> day = day(given);
        Optional<Instant> instant = Rfc3339.parse(given);
        if (day.isEmpty() && instant.isEmpty()) {
            refuse(name, "'" + given + "' must be a day as 2026-10-01, or an instant as 2026-10-01T12:00:00Z");
            return Optional.empty();
        }
        return Optional.of(new Edge(given, day, instant));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text)).filter(day -> day.getYear() > 0 && day.getYear() <= 9999);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private void refuse(String name, String detail) {
        violations.add(new Violation("?" + name, detail));
    }
}
