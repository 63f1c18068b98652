package io.tallyhouse.stack.importing;

import io.tallyhouse.stack.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * How the records of one file become events.
 *
 * @param start of the first record, behind a byte order mark and the header
 * @param mapped what maps columns; empty if lines are sent as they are
 * @param hasTime whether events get a time from the file
 */
record FileLayout(
        CsvDialect dialect, Position start, EventReader reader, Optional<MappedEvents> mapped, boolean hasTime) {
    private static final int MARK_LENGTH = 3;

    static FileLayout of(SourceFile file, Reading reading) {
        try (InputStream in = file.open(0)) {
            byte[] first = in.readNBytes(MARK_LENGTH);
            boolean marked = new String(first, StandardCharsets.UTF_8).equals("\uFEFF");
            Position start = marked ? new Position(MARK_LENGTH, 0, 0) : Position.START;
            return file.format() == FileFormat.CSV ? csv(file, reading, start) : ndjson(file, reading, start);
        } catch (IOException e) {
            throw SourceFile.unreadable(file.path(), e);
        }
    }

    private static FileLayout ndjson(SourceFile file, Reading reading, Position start) {
        if (reading.map().isEmpty()) {
            return new FileLayout(CsvDialect.NONE, start, new ReadyEvents(), Optional.empty(), true);
        }
        Mapping mapping = Mapping.parse(reading.map());
        return mapped(file, reading, new JsonRows(), mapping).at(CsvDialect.NONE, start);
    }

    private static FileLayout csv(SourceFile file, Reading reading, Position start) throws IOException {
        CsvDialect dialect = CsvDialect.separatedBy(reading.separator());
        Frame header = header(file, dialect, start);
        CsvRows rows = CsvRows.under(new String(header.bytes(), StandardCharsets.UTF_8), dialect);
        Mapping mapping = reading.map().isEmpty() ? Mapping.byNames(rows.header()) : Mapping.parse(reading.map());
        mapping.requireColumns(rows.header());
        Position first = new Position(header.end().bytes(), header.end().lines(), 0);
        return mapped(file, reading, rows, mapping).at(dialect, first);
    }

    private static Frame header(SourceFile file, CsvDialect dialect, Position start) throws IOException {
        try (InputStream in = file.open(start.bytes())) {
            Frame header = new RecordFramer(in, start, dialect, EventReader.RECORD_BYTES_MAX)
                    .next()
                    .orElseThrow(
                            () -> new StackException(file.path() + " is empty; its first line is to name the columns"));
            header.fault().ifPresent(fault -> {
                throw new StackException("the header, line 1: " + fault);
            });
            return header;
        }
    }

    private static FileLayout mapped(SourceFile file, Reading reading, RowReader rows, Mapping mapping) {
        String lineIdPrefix = mapping.usesLines() ? file.contentDigest() + "-" : "";
        TimeReading times = TimeReading.of(reading.timeFormat(), reading.timeZone());
        MappedEvents events = new MappedEvents(rows, mapping, times, lineIdPrefix);
        return new FileLayout(CsvDialect.NONE, Position.START, events, Optional.of(events), mapping.hasTime());
    }

    private FileLayout at(CsvDialect newDialect, Position newStart) {
        return new FileLayout(newDialect, newStart, reader, mapped, hasTime);
    }

    /** The fault of a part of the event, with the column that it came from. */
    Reason reason(String pointer, String detail) {
        return new Reason(mapped.flatMap(events -> events.column(pointer)), pointer, detail);
    }

    /**
     * A mapping that fits no line at all would fill the errors file and nothing else.
     *
     * @param recordsMin how many records must be bad in a row
     */
    void requireSomeSense(SourceFile file, int recordsMin) {
        try (Segments segments = new Segments(file, this, start, recordsMin)) {
            List<Refusal> refusals = segments.next().map(Segment::refusals).orElse(List.of());
            if (refusals.size() == recordsMin) {
                throw new StackException("none of the first " + recordsMin + " records becomes an event; nothing was"
                        + " sent. Is the mapping right? " + refusals.get(0).words());
            }
        } catch (IOException e) {
            throw SourceFile.unreadable(file.path(), e);
        }
    }
}
