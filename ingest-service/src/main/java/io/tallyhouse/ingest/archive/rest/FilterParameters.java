package io.tallyhouse.ingest.archive.rest;

import io.tallyhouse.contracts.metric.PropertyFilter;
import io.tallyhouse.contracts.metric.PropertyFilter.Operator;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.ingest.archive.EventFilter;
import io.tallyhouse.ingest.archive.EventFilter.Wanted;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code state} and {@code property.<name>}, and what is no parameter of a search at all. */
final class FilterParameters {
    private static final String PROPERTY = "property.";
    private static final int TEXT_LENGTH_MAX = 4_000;
    private static final int PROPERTIES_MAX = 10;
    private static final Set<String> KNOWN = Arrays.stream(EventQuery.class.getDeclaredFields())
            .map(field -> field.getAnnotation(QueryParam.class))
            .filter(Objects::nonNull)
            .map(QueryParam::value)
            .collect(Collectors.toUnmodifiableSet());

    private FilterParameters() {}

    /** A filter with a typing error must not answer with everything. */
    static List<Violation> unknown(Map<String, List<String>> given) {
        return given.keySet().stream()
                .filter(name -> !KNOWN.contains(name) && !isProperty(name))
                .sorted()
                .map(name -> new Violation(
                        "?" + ReadQuery.shown(name),
                        "is not a known parameter; known are property.<name>, "
                                + KNOWN.stream().sorted().collect(Collectors.joining(", "))))
                .toList();
    }

    private static boolean isProperty(String name) {
        return name.startsWith(PROPERTY) && name.length() > PROPERTY.length();
    }

    static EventFilter read(@Nullable String state, Map<String, List<String>> given, List<Violation> violations) {
        List<PropertyFilter> properties = new ArrayList<>();
        new TreeMap<>(given).forEach((name, values) -> {
            if (isProperty(name)) {
                if (name.length() > TEXT_LENGTH_MAX
                        || values.stream().anyMatch(text -> text.length() > TEXT_LENGTH_MAX)) {
                    violations.add(new Violation("?" + ReadQuery.shown(name), "is too long for a property"));
                }
                properties.add(new PropertyFilter(name.substring(PROPERTY.length()), Operator.IN, values));
            }
        });
        if (properties.size() > PROPERTIES_MAX) {
            violations.add(new Violation(
                    "?" + PROPERTY + "<name>", "may be given for at most " + PROPERTIES_MAX + " properties"));
        }
        return new EventFilter(state(state, violations), properties);
    }

    private static Optional<Wanted> state(@Nullable String text, List<Violation> violations) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<Wanted> wanted = Arrays.stream(Wanted.values())
                .filter(known -> known.name().equals(text))
                .findFirst();
        if (wanted.isEmpty()) {
            String known = Arrays.stream(Wanted.values()).map(Enum::name).collect(Collectors.joining(", "));
            violations.add(new Violation("?state", "'" + ReadQuery.shown(text) + "' must be one of " + known));
        }
        return wanted;
    }
}
