package io.tallyhouse.stack.importing;

/** Where a value comes from. */
sealed interface ValueSource {
    /** A column of the file. */
    record Column(String name) implements ValueSource {}

    /** The same for each event. */
    record Constant(String text) implements ValueSource {}

    /** A name made of the file's content and the record's line: the same whenever the same file is imported. */
    record Line() implements ValueSource {}
}
