package io.tallyhouse.stack.importing;

import io.tallyhouse.stack.StackException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a file from a position on, segment by segment. */
final class Segments implements Closeable {
    /** Of the events of a segment, so that the segments under way stay within the heap. */
    private static final long BYTES_MAX = 8L << 20;

    private final SourceFile file;
    private final EventReader reader;
    private final int recordsMax;
    private final InputStream in;
    private final RecordFramer framer;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private Optional<IOException> damage = Optional.empty();
    private Position at;

    /** @param recordsMax of a segment */
    Segments(SourceFile file, FileLayout layout, Position from, int recordsMax) throws IOException {
        this.file = file;
        this.reader = layout.reader();
        this.recordsMax = recordsMax;
        this.in = file.open(from.bytes());
        this.framer = new RecordFramer(in, from, layout.dialect(), EventReader.RECORD_BYTES_MAX);
        this.at = from;
    }

    /**
     * Empty at the end of the file.
     *
     * @throws StackException behind the last segment before the file's damage
     */
    Optional<Segment> next() {
        List<Outgoing> events = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>(0);
        long bytes = 0;
        while (events.size() + refusals.size() < recordsMax && bytes < BYTES_MAX) {
            Optional<Frame> frame = frame();
            if (frame.isEmpty()) {
                break;
            }
            at = frame.get().end();
            try {
                Outgoing event = event(frame.get());
                events.add(event);
                bytes += event.json().length;
            } catch (Unreadable e) {
                refusals.add(new Refusal(frame.get().line(), Optional.empty(), e.reasons()));
            }
        }
        return events.isEmpty() && refusals.isEmpty()
                ? end()
                : Optional.of(new Segment(events, refusals, at, file.bytesRead()));
    }

    private Optional<Frame> frame() {
        if (damage.isPresent()) {
            return Optional.empty();
        }
        try {
            return framer.next();
        } catch (IOException e) {
            damage = Optional.of(e);
            return Optional.empty();
        }
    }

    private Optional<Segment> end() {
        if (damage.isPresent()) {
            throw new StackException(
                    file.path() + " cannot be read after line " + at.lines() + " (" + damage.get()
                            + "). All before it has been imported; is the file cut short? Put the whole file in its"
                            + " place and start again: what is repeated counts once",
                    damage.get());
        }
        return Optional.empty();
    }

    private Outgoing event(Frame frame) throws Unreadable {
        if (frame.fault().isPresent()) {
            throw new Unreadable(frame.fault().get());
        }
        Outgoing event = reader.read(frame.line(), frame.bytes(), text(frame.bytes()));
        if (event.json().length > EventReader.EVENT_BYTES_MAX) {
            throw new Unreadable("makes an event of " + event.json().length + " bytes; at most "
                    + EventReader.EVENT_BYTES_MAX + " are taken. Map fewer columns");
        }
        return event;
    }

    /** Strictly: bytes that are no UTF-8 would turn different texts into the same one. */
    private String text(byte[] bytes) throws Unreadable {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        if (utf8.reset().decode(source, text, true).isError()) {
            throw new Unreadable("is not UTF-8 at byte %d (0x%02X); convert the file, as iconv -f WINDOWS-1252 -t UTF-8"
                    .formatted(source.position() + 1, bytes[source.position()]));
        }
        return text.flip().toString();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
