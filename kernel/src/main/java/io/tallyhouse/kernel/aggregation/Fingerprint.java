package io.tallyhouse.kernel.aggregation;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Order-independent fingerprint of a set of events: the sum modulo 2^128 of their digests. It detects loss, doubling
 * and accidental change; a single event's digest is the first 16 bytes of SHA-256 over its canonical form.
 */
public record Fingerprint(long high, long low) {
    public static final Fingerprint ZERO = new Fingerprint(0, 0);
    public static final int BYTES = 16;

    /** From the first 16 bytes of {@code digest}, most significant first. */
    public static Fingerprint ofDigest(byte[] digest) {
        ByteBuffer buffer = ByteBuffer.wrap(digest);
        return new Fingerprint(buffer.getLong(), buffer.getLong());
    }

    public static Fingerprint parse(String hex) {
        if (hex.length() != 2 * BYTES) {
            throw new IllegalArgumentException("fingerprint '" + hex + "' must be 32 lower-case hex digits");
        }
        return ofDigest(HexFormat.of().parseHex(hex));
    }

    public Fingerprint plus(Fingerprint other) {
        long sumLow = low + other.low;
        long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
        return new Fingerprint(high + other.high + carry, sumLow);
    }

    public Fingerprint minus(Fingerprint other) {
        long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
        return new Fingerprint(high - other.high - borrow, low - other.low);
    }

    /** 32 lower-case hex digits. */
    public String hex() {
        HexFormat format = HexFormat.of();
        return format.toHexDigits(high) + format.toHexDigits(low);
    }

    @Override
    public String toString() {
        return hex();
    }
}
