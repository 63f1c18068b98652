package io.tallyhouse.ingest.intake;

import org.jspecify.annotations.Nullable;

/** Why a text that was sent cannot be kept. Each rule answers null if it can. */
final class TextRules {
    private TextRules() {}

    /** For names of things: not empty, one line, not too long. */
    static @Nullable String nameFault(String text, int lengthMax) {
        if (isPlain(text) && text.length() <= lengthMax) {
            return null;
        }
        if (text.isBlank()) {
            return "must not be empty";
        }
        if (text.length() > lengthMax) {
            return tooLong(text, lengthMax);
        }
        for (int at = 0; at < text.length(); at++) {
            if (Character.isISOControl(text.charAt(at))) {
                return "'" + SentValue.shortened(text) + "' must not contain control characters";
            }
        }
        return surrogateFault(text);
    }

    /** Printable ASCII without spaces, as nearly all names are: such a text has no fault but perhaps its length. */
    private static boolean isPlain(String text) {
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (unit <= ' ' || unit > '~') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** As a name, but it may be empty, which is the default. */
    static @Nullable String sourceFault(String text, int lengthMax) {
        return text.isEmpty() ? null : nameFault(text, lengthMax);
    }

    /** For values: anything but what PostgreSQL or UTF-8 cannot hold. */
    static @Nullable String textFault(String text, int lengthMax) {
        if (text.length() > lengthMax) {
            return tooLong(text, lengthMax);
        }
        if (isPlain(text)) {
            return null;
        }
        if (text.indexOf('\0') >= 0) {
            return "must not contain the character U+0000";
        }
        return surrogateFault(text);
    }

    private static String tooLong(String text, int lengthMax) {
        return "'" + SentValue.shortened(text) + "' is longer than " + lengthMax + " characters";
    }

    /** Half a surrogate pair has no UTF-8, so two such texts would become the same one. */
    private static @Nullable String surrogateFault(String text) {
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (!Character.isSurrogate(unit)) {
                continue;
            }
            boolean whole = Character.isHighSurrogate(unit)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1));
            if (!whole) {
                return "must not contain half of a surrogate pair";
            }
            at++;
        }
        return null;
    }
}
