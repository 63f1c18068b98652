package io.tallyhouse.ingest.intake;

/**
 * A value as a caller sent it.
 *
 * @param text of a text without quotes, of a number its digits as sent; objects and arrays are not looked into
 */
public record SentValue(Kind kind, String text) {
    /** What JSON knows. */
    public enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        NULL,
        OBJECT,
        ARRAY
    }

    private static final int SHOWN_MAX = 60;
    public static final SentValue TRUE = new SentValue(Kind.BOOLEAN, "true");
    public static final SentValue FALSE = new SentValue(Kind.BOOLEAN, "false");
    public static final SentValue NULL = new SentValue(Kind.NULL, "null");
    public static final SentValue OBJECT = new SentValue(Kind.OBJECT, "{...}");
    public static final SentValue ARRAY = new SentValue(Kind.ARRAY, "[...]");

    public static SentValue text(String text) {
        return new SentValue(Kind.TEXT, text);
    }

    public static SentValue number(String digits) {
        return new SentValue(Kind.NUMBER, digits);
    }

    /** For messages: shortened, and in quotes if it is a text. */
    String shown() {
        String quote = kind == Kind.TEXT ? "'" : "";
        return quote + shortened(text) + quote;
    }

    /** On one line and not long, whatever was sent. */
    static String shortened(String text) {
        String start = text.length() <= SHOWN_MAX
                ? text
                : text.substring(0, SHOWN_MAX - 20) + "... (" + text.length() + " characters)";
        StringBuilder shown = new StringBuilder(start.length());
        start.chars().forEach(unit -> shown.append(isShowable((char) unit) ? (char) unit : '\uFFFD'));
        return shown.toString();
    }

    private static boolean isShowable(char unit) {
        return !Character.isISOControl(unit) && !Character.isSurrogate(unit);
    }
}
