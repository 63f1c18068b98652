package io.tallyhouse.stack.importing;

import java.util.List;
import java.util.Optional;

/**
 * How a file is to be read, as the command line says.
 *
 * @param format empty: by the file's name
 * @param map as {@link Mapping} reads them; none: the file's columns or lines are events already
 * @param timeFormat "" for RFC 3339, as {@link TimeReading} reads it
 * @param timeZone of times that name none
 */
public record Reading(
        Optional<FileFormat> format, List<String> map, char separator, String timeFormat, String timeZone) {
    public Reading {
        map = List.copyOf(map);
    }
}
