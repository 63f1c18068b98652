package io.tallyhouse.kernel.id;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * The grammar of ids that callers may choose: 1 to 64 of letters, digits, {@code -}, {@code _} and {@code .}; not the
 * path segments {@code .} and {@code ..}, which no request could reach.
 */
public final class IdGrammar {
    public static final int LENGTH_MAX = 64;
    public static final String DESCRIPTION = "1 to 64 letters, digits, '-', '_' or '.'";
    private static final Pattern GRAMMAR = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1," + LENGTH_MAX + "}");

    private IdGrammar() {}

    public static boolean accepts(String value) {
        return GRAMMAR.matcher(value).matches();
    }

    static String check(String name, String value) {
        requireNonNull(value, () -> name + " is null");
        if (!accepts(value)) {
            throw new IllegalArgumentException(name + " '" + value + "' must be " + DESCRIPTION);
        }
        return value;
    }
}
