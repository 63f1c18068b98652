package io.tallyhouse.ingest.intake.rest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;

/**
 * A text is not one JSON value.
 *
 * @param location where, null if the reader does not say
 * @param path JSON pointer to the place, empty at the root
 * @param words what is wrong
 */
record BrokenJson(@Nullable JsonLocation location, String path, String words) {
    private static final int SHOWN_MAX = 200;

    static BrokenJson of(JsonProcessingException e, JsonParser parser) {
        String path = parser.getParsingContext().pathAsPointer().toString();
        // the reader's words without its advice, which is about the reader
        String words = e.getOriginalMessage()
                .replaceAll("(?s): enable `.*", "")
                .replaceAll(", from `[^`]*`", "")
                .replaceAll(" \\(start marker at [^)]*\\)[^)]*\\)", "")
                .replaceAll("[\\p{Cntrl}\\s]+", " ");
        return new BrokenJson(e.getLocation(), path, words);
    }

    /** As {@code is not valid JSON at line 1, column 7 (near /data): ...}. */
    String inText() {
        return told(location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr());
    }

    /** As {@link #inText}, of a text that is a line itself. */
    String inLine() {
        return told(location == null ? "" : " at column " + location.getColumnNr());
    }

    private String told(String place) {
        String near = path.isEmpty() ? "" : " (near " + shortened(path) + ")";
        return "is not valid JSON" + place + near + ": " + shortened(words);
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX - 3) + "...";
    }
}
