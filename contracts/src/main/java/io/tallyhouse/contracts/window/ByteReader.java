package io.tallyhouse.contracts.window;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteWriter} wrote. */
public final class ByteReader {
    private final ByteBuffer in;

    public ByteReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
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

    int position() {
        return in.position();
    }

    void skip(int bytes) {
        in.position(in.position() + bytes);
    }
}
