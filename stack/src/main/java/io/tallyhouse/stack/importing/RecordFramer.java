package io.tallyhouse.stack.importing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a file into records by its line ends; in CSV, not by those within quotes (RFC 4180). Blank lines are passed
 * over. A quote that is never closed costs its own line only, for the cutting starts again behind it.
 */
final class RecordFramer {
    private static final int CHUNK = 64 * 1024;

    /** Where in a CSV record the cutting stands; without quotes it is always PLAIN. */
    private enum Quoting {
        FIELD_START,
        PLAIN,
        QUOTED,
        CLOSED,
        /** Behind a closing quote stands neither an end nor another quote: it was no closing one. */
        BROKEN
    }

    private final InputStream in;
    private final CsvDialect dialect;
    private final int lengthMax;
    private final byte[] buffer;
    private int start;
    private int end;
    private boolean ended;
    private Position at;
    private Quoting quoting = Quoting.PLAIN;

    /**
     * @param in stands at {@code at}
     * @param lengthMax bytes of a record
     */
    RecordFramer(InputStream in, Position at, CsvDialect dialect, int lengthMax) {
        this.in = in;
        this.at = at;
        this.dialect = dialect;
        this.lengthMax = lengthMax;
        this.buffer = new byte[lengthMax + CHUNK];
    }

    /** Empty at the end of the file. */
    Optional<Frame> next() throws IOException {
        while (true) {
            int length = recordLength();
            if (length == 0 && start == end && ended) {
                return Optional.empty();
            }
            boolean tooLong = length > lengthMax;
            boolean unclosed = quoting == Quoting.BROKEN || quoting == Quoting.QUOTED && (tooLong || atEnd(length));
            if (unclosed && firstLineLength() < length) {
                return Optional.of(unclosedQuote(firstLineLength()));
            }
            if (tooLong) {
                return Optional.of(tooLong());
            }
            byte[] bytes = withoutLineEnd(length);
            long line = at.lines() + 1;
            boolean blank = isBlank(bytes);
            advance(length, !blank);
            if (!blank) {
                return Optional.of(new Frame(line, bytes, at, Optional.empty()));
            }
        }
    }

    /** Up to and with the line end; more than {@code lengthMax} if there is none up to there. */
    private int recordLength() throws IOException {
        quoting = dialect.quotes() ? Quoting.FIELD_START : Quoting.PLAIN;
        int length = 0;
        boolean severalLines = false;
        while (length <= lengthMax) {
            if (start + length == end && !fill()) {
                return length;
            }
            byte next = buffer[start + length++];
            if (next == '\n' && quoting != Quoting.QUOTED) {
                return length;
            }
            severalLines |= next == '\n';
            if (dialect.quotes()) {
                quoting = quotingAfter(next);
            }
            if (quoting == Quoting.BROKEN && severalLines) {
                return length;
            }
        }
        return length;
    }

    private Quoting quotingAfter(byte next) {
        if (quoting == Quoting.QUOTED) {
            return next == '"' ? Quoting.CLOSED : Quoting.QUOTED;
        }
        if (next == dialect.separator()) {
            return Quoting.FIELD_START;
        }
        // a quote opens at a field's start only; after a closing one it is a doubled one
        return switch (quoting) {
            case FIELD_START -> next == '"' ? Quoting.QUOTED : Quoting.PLAIN;
            case CLOSED -> next == '"' ? Quoting.QUOTED : next == '\r' ? Quoting.CLOSED : Quoting.BROKEN;
            default -> quoting;
        };
    }

    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (end == buffer.length || start > CHUNK) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        int read = in.read(buffer, end, buffer.length - end);
        ended = read < 0;
        end += Math.max(0, read);
        return !ended;
    }

    private boolean atEnd(int length) {
        return ended && start + length == end;
    }

    private int firstLineLength() {
        int length = 0;
        while (start + length < end && buffer[start + length] != '\n') {
            length++;
        }
        return Math.min(length + 1, end - start);
    }

    private Frame unclosedQuote(int length) {
        long line = at.lines() + 1;
        byte[] bytes = withoutLineEnd(length);
        advance(length, true);
        return new Frame(
                line,
                bytes,
                at,
                Optional.of("opens a quote that is not closed before a separator or a line's end; close it, and double"
                        + " quotes that belong to the text"));
    }

    private Frame tooLong() throws IOException {
        long line = at.lines() + 1;
        long skipped = 0;
        while (start < end || fill()) {
            byte next = buffer[start++];
            skipped++;
            if (next == '\n') {
                break;
            }
        }
        at = new Position(at.bytes() + skipped, at.lines() + 1, at.records() + 1);
        return new Frame(
                line,
                new byte[0],
                at,
                Optional.of("the line has " + skipped + " bytes; at most " + lengthMax
                        + " are read. Is the file one record a line?"));
    }

    private void advance(int length, boolean isRecord) {
        long lines = 0;
        for (int index = start; index < start + length; index++) {
            lines += buffer[index] == '\n' ? 1 : 0;
        }
        boolean lastLineOpen = length > 0 && buffer[start + length - 1] != '\n';
        start += length;
        at = new Position(
                at.bytes() + length, at.lines() + lines + (lastLineOpen ? 1 : 0), at.records() + (isRecord ? 1 : 0));
    }

    private byte[] withoutLineEnd(int length) {
        int to = start + length;
        if (to > start && buffer[to - 1] == '\n') {
            to--;
        }
        if (to > start && buffer[to - 1] == '\r') {
            to--;
        }
        return Arrays.copyOfRange(buffer, start, to);
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte unit : bytes) {
            if (unit != ' ' && unit != '\t') {
                return false;
            }
        }
        return true;
    }
}
