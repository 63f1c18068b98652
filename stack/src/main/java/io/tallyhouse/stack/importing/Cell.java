package io.tallyhouse.stack.importing;

/**
 * A value as the file has it.
 *
 * @param text of a number its digits as they stand
 */
record Cell(Kind kind, String text) {
    enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        /** null, or an empty cell of CSV. */
        MISSING,
        LIST
    }

    static final Cell MISSING = new Cell(Kind.MISSING, "");
    private static final int SHOWN_MAX = 60;

    static Cell text(String text) {
        return new Cell(Kind.TEXT, text);
    }

    /** For messages: on one line and not long. */
    String shown() {
        String start = text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "...";
        return "'" + start.replaceAll("\\p{Cntrl}", "\uFFFD") + "'";
    }
}
