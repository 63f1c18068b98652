package io.tallyhouse.contracts.usage;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come again and again, found by their ASCII bytes without making them anew. A fixed number of places; a new
 * text takes the place of an older one. Not thread-safe.
 */
final class TextCache {
    private static final int PLACES = 4_096;
    private static final int LENGTH_MAX = 40;

    private final @Nullable String[] texts = new String[PLACES];

    String text(byte[] ascii, int from, int to) {
        if (to - from > LENGTH_MAX) {
            return made(ascii, from, to);
        }
        int hash = to - from;
        for (int at = from; at < to; at++) {
            hash = 31 * hash + ascii[at];
        }
        int place = (hash ^ hash >>> 15) & PLACES - 1;
        String known = texts[place];
        if (known != null && isSame(known, ascii, from, to)) {
            return known;
        }
        String text = made(ascii, from, to);
        texts[place] = text;
        return text;
    }

    private static boolean isSame(String known, byte[] ascii, int from, int to) {
        if (known.length() != to - from) {
            return false;
        }
        for (int at = from; at < to; at++) {
            if (known.charAt(at - from) != ascii[at]) {
                return false;
            }
        }
        return true;
    }

    static String made(byte[] ascii, int from, int to) {
        return new String(ascii, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
