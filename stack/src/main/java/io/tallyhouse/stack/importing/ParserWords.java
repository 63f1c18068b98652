package io.tallyhouse.stack.importing;

import com.fasterxml.jackson.core.JsonProcessingException;

/** What a parser says, without its advice, which is about the parser. */
final class ParserWords {
    private static final int LENGTH_MAX = 200;

    private ParserWords() {}

    static String of(JsonProcessingException e) {
        String words = e.getOriginalMessage()
                .replaceAll("(?s): enable `.*", "")
                .replaceAll(", from `[^`]*`", "")
                .replaceAll(" \\(start marker at [^)]*\\)[^)]*\\)", "")
                .replaceAll("[\\p{Cntrl}\\s]+", " ");
        String shortened = words.length() <= LENGTH_MAX ? words : words.substring(0, LENGTH_MAX) + "...";
        return "cannot be read"
                + (e.getLocation() == null
                        ? ""
                        : " at column " + e.getLocation().getColumnNr()) + ": " + shortened;
    }
}
