package io.tallyhouse.stack.importing;

import java.util.Optional;

/**
 * One fault of a record.
 *
 * @param column of the file, if one is to blame
 * @param pointer JSON pointer into the event; "" is all of it
 * @param detail the value and the mend
 */
record Reason(Optional<String> column, String pointer, String detail) {
    static Reason ofRecord(String detail) {
        return new Reason(Optional.empty(), "", detail);
    }

    static Reason ofColumn(String column, String pointer, String detail) {
        return new Reason(Optional.of(column), pointer, detail);
    }

    String words() {
        String where = column.map(name -> "column '" + name + "' ").orElse(pointer.isEmpty() ? "" : pointer + " ");
        return where + detail;
    }
}
