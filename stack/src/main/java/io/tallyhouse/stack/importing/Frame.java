package io.tallyhouse.stack.importing;

import java.util.Optional;

/**
 * The bytes of one record, as they lie in the file, without the line's end.
 *
 * @param line the record's first line, from 1
 * @param end where the next record starts
 * @param fault why the bytes are no record, if they are none
 */
record Frame(long line, byte[] bytes, Position end, Optional<String> fault) {}
