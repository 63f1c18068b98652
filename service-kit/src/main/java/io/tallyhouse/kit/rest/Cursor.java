package io.tallyhouse.kit.rest;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.OptionalLong;

/** A sequence as opaque text: base64url of a format byte and the eight bytes of the sequence. */
final class Cursor {
    private static final byte FORMAT = 1;
    private static final int LENGTH = 1 + Long.BYTES;

    private Cursor() {}

    static String write(long sequence) {
        byte[] bytes = ByteBuffer.allocate(LENGTH).put(FORMAT).putLong(sequence).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Empty if it is none that {@link #write} made. */
    static OptionalLong read(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() != LENGTH || bytes.get() != FORMAT) {
                return OptionalLong.empty();
            }
            long sequence = bytes.getLong();
            return write(sequence).equals(text) ? OptionalLong.of(sequence) : OptionalLong.empty();
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }
}
