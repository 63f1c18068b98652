package io.tallyhouse.stack.importing;

/**
 * What stands between the cells of a line.
 *
 * @param quotes whether quotes hold line ends and separators together; false for lines of JSON
 */
record CsvDialect(char separator, boolean quotes) {
    static final CsvDialect NONE = new CsvDialect('\n', false);

    static CsvDialect separatedBy(char separator) {
        return new CsvDialect(separator, true);
    }
}
