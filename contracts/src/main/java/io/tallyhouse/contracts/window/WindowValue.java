package io.tallyhouse.contracts.window;

import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.aggregation.SlotValue;
import io.tallyhouse.kernel.aggregation.SlotValue.Extreme;
import io.tallyhouse.kernel.aggregation.SlotValue.Newest;
import io.tallyhouse.kernel.aggregation.SlotValue.Total;
import io.tallyhouse.kernel.aggregation.SlotValue.Weighted;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A window in its binary form, read and changed slot by slot without decoding the others: a busy meter touches a few
 * slots of very many windows. The bytes are those of {@link WindowRecordCodec} for the same window.
 */
public final class WindowValue {
    private static final int FORMAT = 2;
    private static final int FINGERPRINT_BYTES = Fingerprint.BYTES;
    private static final SlotForm[] FORMS = SlotForm.values();

    private final byte[] bytes;
    private final SlotForm form;
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
        form = form(in.varint32());
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
    public static WindowValue empty(SlotForm form, int slotMinutes, int generation) {
        return of(head(form, slotMinutes, new Revision(generation, 0), 0).bytes());
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
        Cursor cursor = new Cursor(this);
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
        Merge merge = new Merge(slots, form);
        Cursor cursor = new Cursor(this);
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
        return of(head(form, slotMinutes, revision.next(), merge.count)
                .raw(slots.bytes())
                .bytes());
    }

    private static ByteWriter head(SlotForm form, int slotMinutes, Revision revision, int slotCount) {
        return new ByteWriter()
                .varint(FORMAT)
                .varint(form.ordinal())
                .varint(slotMinutes)
                .varint(revision.generation())
                .varint(revision.counter())
                .varint(slotCount);
    }

    /** By ordinal, which is part of the format: new forms are added at the end. */
    static SlotForm form(int ordinal) {
        if (ordinal >= FORMS.length) {
            throw new IllegalArgumentException("slot form " + ordinal + " is newer than this reader");
        }
        return FORMS[ordinal];
    }

    static void writeSlot(ByteWriter out, Slot slot, SlotForm form) {
        out.varint(slot.events())
                .int64(slot.fingerprint().high())
                .int64(slot.fingerprint().low());
        writeValue(out, slot.value().orElseThrow(), form);
    }

    /** What a slot or one event of it comes to; its form is not written. */
    public static void writeValue(ByteWriter out, SlotValue value, SlotForm form) {
        switch (form) {
            case TOTAL -> out.decimal(((Total) value).sum());
            case LEAST, GREATEST -> out.decimal(((Extreme) value).number());
            case NEWEST -> {
                Newest newest = (Newest) value;
                out.decimal(newest.number())
                        .signed(newest.time().getEpochSecond())
                        .varint(newest.time().getNano())
                        .text(newest.id());
            }
            case WEIGHTED -> {
                Weighted weighted = (Weighted) value;
                out.decimal(weighted.delta()).decimal(weighted.deltaSeconds());
            }
        }
    }

    static Slot readSlot(ByteReader in, SlotForm form) {
        long events = in.varint();
        Fingerprint fingerprint = new Fingerprint(in.int64(), in.int64());
        return new Slot(events, fingerprint, Optional.of(readValue(in, form)));
    }

    /** What {@link #writeValue} wrote for the same form. */
    public static SlotValue readValue(ByteReader in, SlotForm form) {
        return switch (form) {
            case TOTAL -> new Total(in.decimal());
            case LEAST, GREATEST -> new Extreme(in.decimal());
            case NEWEST -> new Newest(in.decimal(), Instant.ofEpochSecond(in.signed(), in.varint()), in.text());
            case WEIGHTED -> new Weighted(in.decimal(), in.decimal());
        };
    }

    private static void skipValue(ByteReader in, SlotForm form) {
        in.skipDecimal();
        switch (form) {
            case TOTAL, LEAST, GREATEST -> {}
            case NEWEST -> {
                in.varint();
                in.varint();
                in.skip(in.varint32());
            }
            case WEIGHTED -> in.skipDecimal();
        }
    }

    /** Writes slots in order, each as the distance from the one before and its body. */
    private static final class Merge {
        private final ByteWriter out;
        private final SlotForm form;
        private int previous;
        private int count;

        Merge(ByteWriter out, SlotForm form) {
            this.out = out;
            this.form = form;
        }

        void put(int index, Slot slot) {
            if (!slot.isZero()) {
                step(index);
                writeSlot(out, slot, form);
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
        private final SlotForm form;
        private int left;
        private int index;
        private int bodyFrom;
        private int bodyTo;

        Cursor(WindowValue window) {
            this.bytes = window.bytes;
            this.form = window.form;
            this.in = new ByteReader(bytes);
            this.left = window.slotCount;
            in.skip(window.slotsAt);
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
            skipValue(in, form);
            bodyTo = in.position();
            return true;
        }

        Slot slot() {
            ByteReader body = new ByteReader(bytes);
            body.skip(bodyFrom);
            return readSlot(body, form);
        }
    }
}
