package io.tallyhouse.metrics.meter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** SipHash-2-4 with 128 bits of output, by J.-P. Aumasson and D. J. Bernstein. */
final class SipHash128 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long key0;
    private final long key1;

    /** The key's 16 bytes, lowest first. */
    SipHash128(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** Of the first {@code length} bytes; the key's bytes are those of the hash in their order. */
    IdentityKey of(byte[] bytes, int length) {
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ 0x646f72616e646f6dL ^ 0xee;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ 0x7465646279746573L;
        int words = length >>> 3;
        // 2 rounds for each word, the last of them padded; then 4 for each half of the output
        int rounds = 2 * (words + 1) + 8;
        long word = 0;
        long high = 0;
        for (int round = 0; round < rounds; round++) {
            int step = round - 2 * (words + 1);
            if (step < 0 && (round & 1) == 0) {
                int index = round >>> 1;
                word = index < words ? (long) LONGS.get(bytes, index << 3) : last(bytes, length);
                v3 ^= word;
            } else if (step == 0) {
                v2 ^= 0xee;
            } else if (step == 4) {
                high = v0 ^ v1 ^ v2 ^ v3;
                v1 ^= 0xdd;
            }
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
            if (step < 0 && (round & 1) == 1) {
                v0 ^= word;
            }
        }
        return new IdentityKey(Long.reverseBytes(high), Long.reverseBytes(v0 ^ v1 ^ v2 ^ v3));
    }

    /** The bytes after the last whole word, and the length in the highest byte. */
    private static long last(byte[] bytes, int length) {
        long word = (long) length << 56;
        for (int at = length & ~7; at < length; at++) {
            word |= (bytes[at] & 0xffL) << ((at & 7) << 3);
        }
        return word;
    }
}
