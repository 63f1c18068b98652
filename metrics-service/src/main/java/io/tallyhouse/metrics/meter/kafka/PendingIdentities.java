package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.metrics.meter.IdentityKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The identities that are not on disk yet: their rows one after the other as they came, and a table that finds the last
 * row of a key. Keys are placed by their highest bits, so that the table is nearly in their order.
 */
final class PendingIdentities {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int CAPACITY_MIN = 1 << 10;
    /** Of a place: high, low, and where the row is plus one; 0 for a free place. */
    private static final int WIDTH = 3;

    private static final int KEY_BYTES = IdentityKey.BYTES;
    private static final int LENGTH_BYTES_MAX = 5;

    private long[] table = new long[CAPACITY_MIN * WIDTH];
    private int capacity = CAPACITY_MIN;
    private int count;
    private byte[] rows = new byte[CAPACITY_MIN * 32];
    private int length;

    int count() {
        return count;
    }

    /** Of all rows. */
    int length() {
        return length;
    }

    void clear() {
        Arrays.fill(table, 0);
        count = 0;
        length = 0;
    }

    /** The rows from there on. */
    byte[] rowsFrom(int from) {
        return Arrays.copyOfRange(rows, from, length);
    }

    /** Where the value's row is, or -1. */
    int find(IdentityKey key) {
        long at = table[place(key.high(), key.low()) + 2];
        return (int) at - 1;
    }

    /** Of the row at this place. */
    byte[] value(int row) {
        int at = row + KEY_BYTES;
        int size = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = rows[at++];
            size |= (next & 0x7f) << shift;
            if (next >= 0) {
                return Arrays.copyOfRange(rows, at, at + size);
            }
        }
    }

    void put(IdentityKey key, byte[] value, int size) {
        int row = length;
        ensure(KEY_BYTES + LENGTH_BYTES_MAX + size);
        LONGS.set(rows, length, key.high());
        LONGS.set(rows, length + Long.BYTES, key.low());
        length += KEY_BYTES;
        int rest = size;
        while (rest > 0x7f) {
            rows[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        rows[length++] = (byte) rest;
        System.arraycopy(value, 0, rows, length, size);
        length += size;
        enter(key.high(), key.low(), row);
    }

    private void ensure(int more) {
        if (rows.length - length < more) {
            rows = Arrays.copyOf(rows, Math.max(rows.length + rows.length / 2, length + more));
        }
    }

    private void enter(long high, long low, int row) {
        int place = place(high, low);
        if (table[place + 2] == 0) {
            count++;
            table[place] = high;
            table[place + 1] = low;
        }
        table[place + 2] = row + 1L;
        if (count > capacity / 2) {
            grow();
        }
    }

    private void grow() {
        long[] before = table;
        capacity *= 2;
        table = new long[capacity * WIDTH];
        for (int place = 0; place < before.length; place += WIDTH) {
            if (before[place + 2] != 0) {
                int moved = place(before[place], before[place + 1]);
                System.arraycopy(before, place, table, moved, WIDTH);
            }
        }
    }

    /** Of the key, or the free one where it would be. */
    private int place(long high, long low) {
        int index = (int) (high >>> Long.numberOfLeadingZeros(capacity) + 1);
        while (true) {
            int place = index * WIDTH;
            if (table[place + 2] == 0 || table[place] == high && table[place + 1] == low) {
                return place;
            }
            index = index + 1 & capacity - 1;
        }
    }

    /** The last row of each key, in the order of keys. Nothing may be put until they are read. */
    IdentityRows sorted() {
        int[] places = new int[count];
        int filled = 0;
        for (int place = 0; place < table.length; place += WIDTH) {
            if (table[place + 2] != 0) {
                places[filled++] = place;
            }
        }
        // nearly in order already: a key is a few places behind its own at most, but for those that ran over the end
        for (int at = 1; at < filled; at++) {
            int moved = places[at];
            int to = at;
            while (to > 0 && isAfter(places[to - 1], moved)) {
                places[to] = places[to - 1];
                to--;
            }
            places[to] = moved;
        }
        return new Sorted(places);
    }

    private boolean isAfter(int left, int right) {
        return IdentityRows.compare(table[left], table[left + 1], table[right], table[right + 1]) > 0;
    }

    private final class Sorted implements IdentityRows {
        private final int[] places;
        private int at = -1;
        private int from;
        private int to;

        Sorted(int[] places) {
            this.places = places;
        }

        @Override
        public boolean next() {
            if (++at == places.length) {
                return false;
            }
            from = (int) table[places[at] + 2] - 1;
            int end = from + KEY_BYTES;
            int size = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = rows[end++];
                size |= (next & 0x7f) << shift;
                if (next >= 0) {
                    break;
                }
            }
            to = end + size;
            return true;
        }

        @Override
        public long high() {
            return table[places[at]];
        }

        @Override
        public long low() {
            return table[places[at] + 1];
        }

        @Override
        public byte[] buffer() {
            return rows;
        }

        @Override
        public int from() {
            return from;
        }

        @Override
        public int to() {
            return to;
        }
    }
}
