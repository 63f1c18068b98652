package io.tallyhouse.contracts.route;

import java.util.Arrays;
import java.util.List;

/**
 * One row of the route table.
 *
 * @param method HTTP method, or {@code *} for any
 * @param template path whose segments are literal, {@code {name}} for any one segment, or a last {@code **} for any rest
 */
public record Route(String method, String template, Service service) {
    static final String REST = "**";

    boolean matches(String requestMethod, String path) {
        if (!method.equals("*") && !method.equals(requestMethod)) {
            return false;
        }
        List<String> wanted = segments(template);
        List<String> given = segments(path);
        boolean open = wanted.get(wanted.size() - 1).equals(REST);
        int fixed = open ? wanted.size() - 1 : wanted.size();
        if (open ? given.size() < fixed : given.size() != fixed) {
            return false;
        }
        for (int index = 0; index < fixed; index++) {
            String segment = wanted.get(index);
            if (!isVariable(segment) && !segment.equals(given.get(index))) {
                return false;
            }
        }
        return true;
    }

    /** How specific the row is: literal segments count most, then a named method, then the number of segments. */
    int literalness() {
        List<String> segments = segments(template);
        int literals = (int) segments.stream()
                .filter(segment -> !isVariable(segment) && !segment.equals(REST))
                .count();
        int variables = (int) segments.stream().filter(Route::isVariable).count();
        return literals * 100 + variables * 10 + (method.equals("*") ? 0 : 1);
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }
}
