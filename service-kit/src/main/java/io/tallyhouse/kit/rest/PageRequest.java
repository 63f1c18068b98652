package io.tallyhouse.kit.rest;

import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list, newest first by sequence, is wanted.
 *
 * <pre>{@code
 * "SELECT ... FROM customers WHERE tenant = $1 AND " + page.sql("sequence", 2)   // values: tenant, page.bound(), page.fetchSize()
 * }</pre>
 *
 * @param limit items of the page, 1 to 100
 * @param after sequence of the item that the page comes after: older ones
 * @param before sequence of the item that the page comes before: newer ones; not together with {@code after}
 */
public record PageRequest(int limit, OptionalLong after, OptionalLong before) {
    public static final int LIMIT_MAX = 100;
    public static final int LIMIT_DEFAULT = 20;

    public PageRequest {
        if (limit < 1 || limit > LIMIT_MAX || after.isPresent() && before.isPresent()) {
            throw new IllegalArgumentException("no page: limit " + limit + ", after " + after + ", before " + before);
        }
    }

    public static PageRequest first() {
        return new PageRequest(LIMIT_DEFAULT, OptionalLong.empty(), OptionalLong.empty());
    }

    /**
     * Reads the query parameters; absent ones are null.
     *
     * @throws InvalidInput with every fault, at {@code ?limit}, {@code ?after} or {@code ?before}
     */
    public static PageRequest read(@Nullable String limit, @Nullable String after, @Nullable String before) {
        List<Violation> violations = new ArrayList<>();
        int size = Optional.ofNullable(limit)
                .map(text -> readLimit(text, violations))
                .orElse(LIMIT_DEFAULT);
        OptionalLong older = readCursor("?after", after, violations);
        OptionalLong newer = readCursor("?before", before, violations);
        if (after != null && before != null) {
            violations.add(new Violation("?before", "must not be given together with after"));
        }
        if (!violations.isEmpty()) {
            throw new InvalidInput(violations);
        }
        return new PageRequest(size, older, newer);
    }

    /** One more than the page has, to learn whether another follows. */
    public int fetchSize() {
        return limit + 1;
    }

    /** The sequence that the rows are below, or above if {@link #before} is present. */
    public long bound() {
        return before.orElse(after.orElse(Long.MAX_VALUE));
    }

    /** Condition, order and limit; parameters are {@link #bound} and {@link #fetchSize} from {@code $first} on. */
    public String sql(String column, int first) {
        String parameters =
                before.isPresent() ? "%s > $%d ORDER BY %s ASC LIMIT $%d" : "%s < $%d ORDER BY %s DESC LIMIT $%d";
        return parameters.formatted(column, first, column, first + 1);
    }

    private static int readLimit(String text, List<Violation> violations) {
        if (text.matches("[0-9]{1,3}")) {
            int value = Integer.parseInt(text);
            if (value >= 1 && value <= LIMIT_MAX) {
                return value;
            }
        }
        violations.add(new Violation("?limit", "'" + shown(text) + "' must be a whole number from 1 to " + LIMIT_MAX));
        return LIMIT_DEFAULT;
    }

    private static OptionalLong readCursor(String pointer, @Nullable String text, List<Violation> violations) {
        if (text == null) {
            return OptionalLong.empty();
        }
        OptionalLong sequence = Cursor.read(text);
        if (sequence.isEmpty()) {
            violations.add(new Violation(
                    pointer, "'" + shown(text) + "' must be the next or previous of a page of this list"));
        }
        return sequence;
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 37) + "...";
    }
}
