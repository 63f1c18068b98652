package io.tallyhouse.stack.importing;

/**
 * A place between two records.
 *
 * @param bytes from the start of the file, unpacked if it is packed
 * @param lines lines before it
 * @param records records before it, the header not counted
 */
record Position(long bytes, long lines, long records) {
    static final Position START = new Position(0, 0, 0);
}
