package io.tallyhouse.contracts.window;

import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Slot;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A window in its binary form, read and changed slot by slot without decoding the others: a busy meter touches a few
 * slots of very many windows. The bytes are those of {@link WindowRecordCodec} for the same window.
 */
public final class WindowValue {
    private static final int FORMAT = 1;
    private static final int FINGERPRINT_BYTES = Fingerprint.BYTES;

    private final byte[] bytes;
    private final Aggregation aggregation;
    private final int slotMinutes;
    private final Revision revision;
    private final int slotCount;
    private final int slotsAt;

    private WindowValue(byte[] bytes) {
        this.bytes = bytes;
        ByteReader in = new ByteReader(bytes);
        if (in.varint() != FORMAT) {
            throw new IllegalArgumentException("format " + bytes[0] + " of a window is newer than this reader");
        }
        aggregation = Aggregation.valueOf(in.text());
        slotMinutes = in.varint32();
        revision = new Revision(in.varint32(), in.varint());
        slotCount = in.varint32();
        slotsAt = in.position();
    }

    /** @param bytes of a window as written by {@link WindowRecordCodec#writeValue}; not copied */
    public static WindowValue of(byte[] bytes) {
        return new WindowValue(bytes);
    }

    /** A window without slots that is not published yet: its counter is 0. */
    public static WindowValue empty(Aggregation aggregation, int slotMinutes, int generation) {
        return of(head(aggregation, slotMinutes, new Revision(generation, 0), 0).bytes());
    }

    /** Not copied. */
    public byte[] bytes() {
        return bytes;
    }

    public Revision revision() {
        return revision;
    }

    /** Zero where the window has none. */
    public Slot slot(int index) {
        Cursor cursor = new Cursor(bytes, slotsAt, slotCount);
        while (cursor.next()) {
            if (cursor.index >= index) {
                return cursor.index == index ? cursor.slot() : Slot.ZERO;
            }
        }
        return Slot.ZERO;
    }

    /** This window under the next revision, with these slots in the place of what it has there; zero slots go. */
    public WindowValue next(SortedMap<Integer, Slot> changed) {
        ByteWriter slots = new ByteWriter();
        Merge merge = new Merge(slots);
        Cursor cursor = new Cursor(bytes, slotsAt, slotCount);
        Iterator<Map.Entry<Integer, Slot>> changes = changed.entrySet().iterator();
        boolean stored = cursor.next();
        while (changes.hasNext()) {
            Map.Entry<Integer, Slot> change = changes.next();
            while (stored && cursor.index < change.getKey()) {
                merge.copy(cursor);
                stored = cursor.next();
            }
            if (stored && cursor.index == change.getKey()) {
                stored = cursor.next();
            }
            merge.put(change.getKey(), change.getValue());
        }
        while (stored) {
            merge.copy(cursor);
            stored = cursor.next();
        }
        return of(head(aggregation, slotMinutes, revision.next(), merge.count)
                .raw(slots.bytes())
                .bytes());
    }

    private static ByteWriter head(Aggregation aggregation, int slotMinutes, Revision revision, int slotCount) {
        return new ByteWriter()
                .varint(FORMAT)
                .text(aggregation.name())
                .varint(slotMinutes)
                .varint(revision.generation())
                .varint(revision.counter())
                .varint(slotCount);
    }

    static void writeSlot(ByteWriter out, Slot slot) {
        BigDecimal value = slot.value().orElseThrow();
        out.varint(slot.events())
                .int64(slot.fingerprint().high())
                .int64(slot.fingerprint().low())
                .varint(value.scale())
                .blob(value.unscaledValue().toByteArray());
    }

    static Slot readSlot(ByteReader in) {
        long events = in.varint();
        Fingerprint fingerprint = new Fingerprint(in.int64(), in.int64());
        int scale = in.varint32();
        return new Slot(events, fingerprint, Optional.of(new BigDecimal(new BigInteger(in.blob()), scale)));
    }

    /** Writes slots in order, each as the distance from the one before and its body. */
    private static final class Merge {
        private final ByteWriter out;
        private int previous;
        private int count;

        Merge(ByteWriter out) {
            this.out = out;
        }

        void put(int index, Slot slot) {
            if (!slot.isZero()) {
                step(index);
                writeSlot(out, slot);
            }
        }

        void copy(Cursor cursor) {
            step(cursor.index);
            out.raw(cursor.bytes, cursor.bodyFrom, cursor.bodyTo);
        }

        private void step(int index) {
            out.varint(index - previous);
            previous = index;
            count++;
        }
    }

    /** Walks over the slots; knows where the body of the current one is. */
    private static final class Cursor {
        private final byte[] bytes;
        private final ByteReader in;
        private int left;
        private int index;
        private int bodyFrom;
        private int bodyTo;

        Cursor(byte[] bytes, int slotsAt, int slotCount) {
            this.bytes = bytes;
            this.in = new ByteReader(bytes);
            this.left = slotCount;
            in.skip(slotsAt);
        }

        boolean next() {
            if (left == 0) {
                return false;
            }
            left--;
            index += in.varint32();
            bodyFrom = in.position();
            in.varint();
            in.skip(FINGERPRINT_BYTES);
            in.varint();
            in.skip(in.varint32());
            bodyTo = in.position();
            return true;
        }

        Slot slot() {
            ByteReader body = new ByteReader(bytes);
            body.skip(bodyFrom);
            return readSlot(body);
        }
    }
}
