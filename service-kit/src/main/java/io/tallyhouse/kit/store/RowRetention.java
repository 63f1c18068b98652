package io.tallyhouse.kit.store;

import java.util.regex.Pattern;

/**
 * A table whose rows go when they are old. A bean of this type is all that a feature needs.
 *
 * @param column when the row was made or seen last
 * @param days that rows are kept
 */
public record RowRetention(String table, String column, int days) {
    private static final Pattern NAME = Pattern.compile("[a-z_]+");

    public RowRetention {
        if (!NAME.matcher(table).matches() || !NAME.matcher(column).matches()) {
            throw new IllegalArgumentException("'" + table + "." + column + "' must be names of a table and a column");
        }
        if (days < 1) {
            throw new IllegalArgumentException("rows of " + table + " must be kept a day at least, not " + days);
        }
    }
}
