package io.tallyhouse.contracts.window;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteWriter} wrote. */
public final class ByteReader {
    private final ByteBuffer in;

    public ByteReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    /** Reads from {@code from} on, to before {@code to}. */
    public ByteReader(byte[] bytes, int from, int to) {
        in = ByteBuffer.wrap(bytes, from, to - from);
    }

    public boolean isAtEnd() {
        return !in.hasRemaining();
    }

    public long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("varint is longer than 64 bits");
    }

    public int varint32() {
        return Math.toIntExact(varint());
    }

    /** 0 to 255. */
    public int int8() {
        return in.get() & 0xff;
    }

    public int int32() {
        return in.getInt();
    }

    public long int64() {
        return in.getLong();
    }

    public String text() {
        return new String(blob(), StandardCharsets.UTF_8);
    }

    public byte[] blob() {
        int length = varint32();
        if (length > in.remaining()) {
            throw new IllegalArgumentException("length " + length + " exceeds the " + in.remaining() + " bytes left");
        }
        byte[] blob = new byte[length];
        in.get(blob);
        return blob;
    }

    /** A whole number of either sign. */
    public long signed() {
        long zigzag = varint();
        return zigzag >>> 1 ^ -(zigzag & 1);
    }

    public BigDecimal decimal() {
        long head = varint();
        int scale = (int) (head >>> 1);
        return (head & 1) == 0 ? BigDecimal.valueOf(signed(), scale) : new BigDecimal(new BigInteger(blob()), scale);
    }

    void skipDecimal() {
        if ((varint() & 1) == 0) {
            varint();
        } else {
            skip(varint32());
        }
    }

    int position() {
        return in.position();
    }

    void skip(int bytes) {
        in.position(in.position() + bytes);
    }
}
