package io.tallyhouse.metrics.meter;

import java.nio.ByteBuffer;

/** Stands for an event's identity in the meter's stores: 128 bits of a keyed hash. See {@link IdentityHash}. */
public record IdentityKey(long high, long low) {
    public static final int BYTES = 16;

    /** From the first 16 bytes, most significant first. */
    static IdentityKey of(byte[] hash) {
        ByteBuffer buffer = ByteBuffer.wrap(hash);
        return new IdentityKey(buffer.getLong(), buffer.getLong());
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }
}
