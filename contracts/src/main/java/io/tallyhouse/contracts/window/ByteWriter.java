package io.tallyhouse.contracts.window;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Appends values in the binary form of windows and of the meter's stores: LEB128 varints, big-endian fixed widths. */
public final class ByteWriter {
    private static final int LONG_DIGITS = 18;

    private byte[] buffer = new byte[128];
    private int length;

    /** A value that is not negative, seven bits a byte, lowest first. */
    public ByteWriter varint(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("varint " + value + " is negative");
        }
        return unsigned(value);
    }

    /** A whole number of either sign; small ones are short. */
    public ByteWriter signed(long value) {
        return unsigned(value << 1 ^ value >> 63);
    }

    private ByteWriter unsigned(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            buffer[length++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        buffer[length++] = (byte) rest;
        return this;
    }

    /** In canonical form, so its scale is not negative: the scale and whether the digits need more than 64 bits. */
    public ByteWriter decimal(BigDecimal value) {
        if (value.scale() == 0 && value.precision() <= LONG_DIGITS) {
            return varint(0).signed(value.longValue());
        }
        BigInteger digits = value.unscaledValue();
        boolean isBig = digits.bitLength() >= Long.SIZE;
        varint((long) value.scale() << 1 | (isBig ? 1 : 0));
        return isBig ? blob(digits.toByteArray()) : signed(digits.longValue());
    }

    /** The lowest eight bits. */
    public ByteWriter int8(int value) {
        ensure(1);
        buffer[length++] = (byte) value;
        return this;
    }

    public ByteWriter int32(int value) {
        return fixed(value, Integer.BYTES);
    }

    public ByteWriter int64(long value) {
        return fixed(value, Long.BYTES);
    }

    private ByteWriter fixed(long value, int bytes) {
        ensure(bytes);
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            buffer[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    public ByteWriter text(String text) {
        return blob(text.getBytes(StandardCharsets.UTF_8));
    }

    public ByteWriter blob(byte[] blob) {
        return varint(blob.length).raw(blob);
    }

    /** Without its length, for the end of a key or where the length is known. */
    public ByteWriter raw(byte[] bytes) {
        return raw(bytes, 0, bytes.length);
    }

    /** What stands between the two. */
    public ByteWriter raw(byte[] bytes, int from, int to) {
        ensure(to - from);
        System.arraycopy(bytes, from, buffer, length, to - from);
        length += to - from;
        return this;
    }

    /** Starts anew in the same buffer. */
    public ByteWriter clear() {
        length = 0;
        return this;
    }

    public int length() {
        return length;
    }

    /** Lent: its first {@link #length} bytes are what was written. */
    public byte[] buffer() {
        return buffer;
    }

    public byte[] bytes() {
        return Arrays.copyOf(buffer, length);
    }

    private void ensure(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
        }
    }
}
