package io.tallyhouse.contracts.json;

/**
 * Texts that callers choose, and that can be stored and shown everywhere: not blank, not too long, no half of a
 * surrogate pair, which would be stored as something else, and no control characters.
 */
public final class PlainText {
    /** Longest name, alias, property or event type, in UTF-16 units. */
    public static final int LINE_LENGTH_MAX = 200;

    public static final int TEXT_LENGTH_MAX = 2_000;

    public static final String LINE_RULE =
            "must be text of 1 to " + LINE_LENGTH_MAX + " characters without control characters";
    public static final String TEXT_RULE =
            "must be a string of 1 to " + TEXT_LENGTH_MAX + " characters without control characters";

    private PlainText() {}

    /** A text of one line. */
    public static boolean isLine(String text) {
        return isText(text)
                && text.length() <= LINE_LENGTH_MAX
                && text.chars().noneMatch(unit -> unit == '\t' || unit == '\n');
    }

    /** Tab and line feed are the only control characters. */
    public static boolean isText(String text) {
        return text.length() <= TEXT_LENGTH_MAX
                && !text.isBlank()
                && text.codePoints()
                        .allMatch(point -> point == '\t'
                                || point == '\n'
                                || !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE);
    }
}
