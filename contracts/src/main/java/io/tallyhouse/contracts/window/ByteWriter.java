package io.tallyhouse.contracts.window;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Appends values in the binary form of windows and of the meter's stores: LEB128 varints, big-endian fixed widths. */
public final class ByteWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

    /** A value that is not negative, seven bits a byte, lowest first. */
    public ByteWriter varint(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("varint " + value + " is negative");
        }
        long rest = value;
        while (rest >= 0x80) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    public ByteWriter int32(int value) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
        return this;
    }

    public ByteWriter int64(long value) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return this;
    }

    public ByteWriter text(String text) {
        return blob(text.getBytes(StandardCharsets.UTF_8));
    }

    public ByteWriter blob(byte[] blob) {
        varint(blob.length);
        out.writeBytes(blob);
        return this;
    }

    /** Without its length, for the end of a key or where the length is known. */
    public ByteWriter raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public byte[] bytes() {
        return out.toByteArray();
    }
}
