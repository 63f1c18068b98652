package io.tallyhouse.stack.importing;

import java.util.Map;

/** Reads one record into its columns, in their order. */
interface RowReader {
    /** @param text the record */
    Map<String, Cell> read(String text) throws Unreadable;
}
