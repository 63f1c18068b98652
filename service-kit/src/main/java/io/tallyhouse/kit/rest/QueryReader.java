package io.tallyhouse.kit.rest;

import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.usage.Rfc3339;
import io.tallyhouse.kernel.time.DateRange;
import io.tallyhouse.kernel.time.ServicePeriod;
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

/** Query parameters, read strictly: all faults at once. */
public final class QueryReader {
    private static final int TEXT_LENGTH_MAX = 256;

    private final MultivaluedMap<String, String> query;
    private final List<Violation> violations = new ArrayList<>();

    /**
     * @param known parameters
     * @param repeatable those of them that may be given more than once
     * @param prefix that other names may start with; empty if none may
     */
    public QueryReader(
            MultivaluedMap<String, String> query,
            List<String> known,
            List<String> repeatable,
            Optional<String> prefix) {
        this.query = query;
        new TreeMap<>(query).forEach((name, values) -> {
            if (!known.contains(name) && prefix.filter(name::startsWith).isEmpty()) {
                refuse(
                        name,
                        "is not a known parameter; known are " + String.join(", ", known)
                                + prefix.map(start -> " and " + start + "<property>")
                                        .orElse(""));
            } else if (values.size() > 1 && !repeatable.contains(name)) {
                refuse(name, "is given " + values.size() + " times; give it once");
            }
        });
    }

    /** @throws InvalidInput with every fault found so far */
    public void complete() {
        if (!violations.isEmpty()) {
            throw new InvalidInput(violations);
        }
    }

    /**
     * Every value of a parameter that may be repeated, each once; one at least is required.
     *
     * @param meaning of the parameter, for who left it out
     */
    public List<String> texts(String name, int max, String meaning) {
        List<String> texts = query.getOrDefault(name, List.of()).stream()
                .filter(given -> !given.isBlank())
                .distinct()
                .toList();
        if (texts.isEmpty()) {
            refuse(name, "is required: " + meaning);
        } else if (texts.size() > max) {
            refuse(name, "is given " + texts.size() + " times; at most " + max + " are possible");
        }
        texts.forEach(text -> checked(name, Optional.of(text)));
        return texts;
    }

    /** 1 to {@code max}. */
    public int limit(int byDefault, int max) {
        Optional<String> text = text("limit");
        if (text.isEmpty()) {
            return byDefault;
        }
        if (!text.get().matches("[1-9][0-9]{0,8}") || Integer.parseInt(text.get()) > max) {
            refuse("limit", "'" + text.get() + "' must be 1 to " + max);
            return byDefault;
        }
        return Integer.parseInt(text.get());
    }

    /** An instant; empty if it is not given. */
    public Optional<Instant> instant(String name) {
        Optional<String> text = text(name).map(given -> given.replace(' ', '+'));
        Optional<Instant> instant = text.flatMap(Rfc3339::parse);
        if (text.isPresent() && instant.isEmpty()) {
            refuse(name, "'" + text.get() + "' must be an instant as 2026-10-01T12:00:00Z");
        }
        return instant;
    }

    public <E extends Enum<E>> E oneOf(String name, E[] values, E byDefault) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return byDefault;
        }
        Optional<E> value = Arrays.stream(values)
                .filter(known -> known.name().equals(text.get()))
                .findFirst();
        if (value.isEmpty()) {
            refuse(name, "'" + text.get() + "' must be one of " + Arrays.toString(values));
        }
        return value.orElse(byDefault);
    }

    /** {@code true}, or {@code false}, which is meant where it is not given. */
    public boolean flag(String name) {
        Optional<String> text = text(name);
        if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
            refuse(name, "'" + text.get() + "' must be true or false");
        }
        return text.equals(Optional.of("true"));
    }

    /** The text of a parameter that is given and not blank. */
    public Optional<String> text(String name) {
        return checked(name, Optional.ofNullable(query.getFirst(name)).filter(given -> !given.isBlank()));
    }

    private Optional<String> checked(String name, Optional<String> text) {
        if (text.isPresent() && text.get().length() > TEXT_LENGTH_MAX) {
            refuse(name, "has " + text.get().length() + " characters; at most " + TEXT_LENGTH_MAX + " are allowed");
        }
        if (text.isPresent() && text.get().codePoints().anyMatch(Character::isISOControl)) {
            refuse(name, "must not contain control characters");
        }
        return text;
    }

    /** {@code timeZone}, or UTC. */
    public ZoneId zone() {
        try {
            return text("timeZone").map(ZoneId::of).orElse(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            refuse(
                    "timeZone",
                    "'" + query.getFirst("timeZone") + "' must be an IANA time zone such as 'Europe/Warsaw' or 'UTC'");
            return ZoneOffset.UTC;
        }
    }

    /** {@code from} and {@code to}: two inclusive days of the zone, or two instants, the second exclusive. */
    public Optional<ServicePeriod> period(ZoneId zone) {
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

    public void refuse(String name, String detail) {
        violations.add(new Violation("?" + name, detail));
    }
}
