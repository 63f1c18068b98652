package io.tallyhouse.contracts.window;

import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.aggregation.SlotValue;
import io.tallyhouse.kernel.aggregation.SlotValue.Total;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one window to count in: sorted by index, in arrays that grow with them. Sums of whole numbers are kept as
 * such while they fit in 64 bits, all else as {@link SlotValue}; what comes out is the same. Its binary form is that of
 * {@link WindowRecordCodec}. Not thread-safe.
 */
public final class SlotTable {
    private static final int FORMAT = 2;
    /** Events, fingerprint high and low, and the sum. */
    private static final int CELLS = 4;

    private static final int SUM = 3;
    private static final int HEAD_BYTES = 160;
    private static final int SLOT_BYTES = 2 + CELLS * Long.BYTES;
    private static final int INITIAL = 4;

    private final SlotForm form;
    private final int slotMinutes;
    private final int generation;
    private long counter;
    private int size;
    private short[] indexes = new short[INITIAL];
    private long[] cells = new long[INITIAL * CELLS];
    /** What is no whole number of 64 bits; {@code null} where the cell's sum counts. */
    private @Nullable SlotValue @Nullable [] values;

    private SlotTable(SlotForm form, int slotMinutes, int generation) {
        this.form = form;
        this.slotMinutes = slotMinutes;
        this.generation = generation;
    }

    /** A window without slots that is not published yet: its counter is 0. */
    public static SlotTable empty(SlotForm form, int slotMinutes, int generation) {
        return new SlotTable(form, slotMinutes, generation);
    }

    /** @param bytes of a window as written by {@link #next} or {@link WindowRecordCodec#writeValue} */
    public static SlotTable of(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        if (in.varint() != FORMAT) {
            throw new IllegalArgumentException("format " + bytes[0] + " of a window is newer than this reader");
        }
        SlotForm form = WindowValue.form(in.varint32());
        SlotTable table = new SlotTable(form, in.varint32(), in.varint32());
        table.counter = in.varint();
        int count = in.varint32();
        int index = 0;
        for (int read = 0; read < count; read++) {
            index += in.varint32();
            table.put(index, WindowValue.readSlot(in, form));
        }
        return table;
    }

    public SlotForm form() {
        return form;
    }

    /** About how many bytes of heap it takes. */
    public int weight() {
        return HEAD_BYTES + indexes.length * (values == null ? SLOT_BYTES : 3 * SLOT_BYTES);
    }

    /** Zero where the window has none. */
    public Slot slot(int index) {
        int at = find(index);
        if (at < 0) {
            return Slot.ZERO;
        }
        int cell = at * CELLS;
        return new Slot(cells[cell], new Fingerprint(cells[cell + 1], cells[cell + 2]), Optional.of(value(at)));
    }

    private SlotValue value(int at) {
        SlotValue exact = values == null ? null : values[at];
        return exact == null ? new Total(BigDecimal.valueOf(cells[at * CELLS + SUM])) : exact;
    }

    /** In the place of what is there; a zero slot is kept no longer. */
    public void put(int index, Slot slot) {
        int at = find(index);
        if (slot.isZero()) {
            if (at >= 0) {
                remove(at);
            }
            return;
        }
        if (at < 0) {
            at = insert(index, -at - 1);
        }
        int cell = at * CELLS;
        cells[cell] = slot.events();
        cells[cell + 1] = slot.fingerprint().high();
        cells[cell + 2] = slot.fingerprint().low();
        putValue(at, slot.value().orElseThrow());
    }

    private void putValue(int at, SlotValue value) {
        if (value instanceof Total total && isWhole(total.sum())) {
            cells[at * CELLS + SUM] = total.sum().longValue();
            if (values != null) {
                values[at] = null;
            }
            return;
        }
        if (values == null) {
            values = new SlotValue[indexes.length];
        }
        values[at] = value;
    }

    /** Whether it and a sum with it may be reckoned in 64 bits. */
    private static boolean isWhole(BigDecimal number) {
        return number.scale() == 0 && number.precision() <= 18;
    }

    /** {@link Slot#add} with a {@link Total}, for a window of that form. */
    public void addTotal(int index, Fingerprint digest, BigDecimal number) {
        int at = find(index);
        if (at >= 0 && isWhole(number) && addedWhole(at, digest, number.longValue())) {
            return;
        }
        if (at < 0 && isWhole(number)) {
            int cell = insert(index, -at - 1) * CELLS;
            cells[cell] = 1;
            cells[cell + 1] = digest.high();
            cells[cell + 2] = digest.low();
            cells[cell + SUM] = number.longValue();
            return;
        }
        put(index, slot(index).add(digest, new Total(number), form));
    }

    private boolean addedWhole(int at, Fingerprint digest, long number) {
        int cell = at * CELLS;
        long before = cells[cell + SUM];
        long sum = before + number;
        boolean overflows = ((before ^ sum) & (number ^ sum)) < 0;
        if (overflows || values != null && values[at] != null) {
            return false;
        }
        cells[cell]++;
        long low = cells[cell + 2] + digest.low();
        cells[cell + 1] += digest.high() + (Long.compareUnsigned(low, digest.low()) < 0 ? 1 : 0);
        cells[cell + 2] = low;
        cells[cell + SUM] = sum;
        return true;
    }

    /** Where the slot is, or minus one more than where it should be. */
    private int find(int index) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int found = indexes[middle];
            if (found == index) {
                return middle;
            }
            if (found < index) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    private int insert(int index, int at) {
        if (size == indexes.length) {
            int more = size < 64 ? 2 * size : size + 32;
            indexes = Arrays.copyOf(indexes, more);
            cells = Arrays.copyOf(cells, more * CELLS);
            values = values == null ? null : Arrays.copyOf(values, more);
        }
        System.arraycopy(indexes, at, indexes, at + 1, size - at);
        System.arraycopy(cells, at * CELLS, cells, (at + 1) * CELLS, (size - at) * CELLS);
        if (values != null) {
            System.arraycopy(values, at, values, at + 1, size - at);
            values[at] = null;
        }
        indexes[at] = (short) index;
        size++;
        return at;
    }

    private void remove(int at) {
        System.arraycopy(indexes, at + 1, indexes, at, size - at - 1);
        System.arraycopy(cells, (at + 1) * CELLS, cells, at * CELLS, (size - at - 1) * CELLS);
        if (values != null) {
            System.arraycopy(values, at + 1, values, at, size - at - 1);
            values[size - 1] = null;
        }
        size--;
    }

    /**
     * The window under its next revision.
     *
     * @param out to write with; what is in it is lost
     */
    public byte[] next(ByteWriter out) {
        counter++;
        return bytes(out);
    }

    /**
     * The window under the revision that it has.
     *
     * @param out to write with; what is in it is lost
     */
    public byte[] bytes(ByteWriter out) {
        out.clear()
                .varint(FORMAT)
                .varint(form.ordinal())
                .varint(slotMinutes)
                .varint(generation)
                .varint(counter)
                .varint(size);
        int previous = 0;
        for (int at = 0; at < size; at++) {
            int cell = at * CELLS;
            out.varint(indexes[at] - previous)
                    .varint(cells[cell])
                    .int64(cells[cell + 1])
                    .int64(cells[cell + 2]);
            SlotValue exact = values == null ? null : values[at];
            if (exact == null) {
                out.varint(0).signed(cells[cell + SUM]);
            } else {
                WindowValue.writeValue(out, exact, form);
            }
            previous = indexes[at];
        }
        return out.bytes();
    }
}
