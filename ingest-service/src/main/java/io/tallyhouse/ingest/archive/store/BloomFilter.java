package io.tallyhouse.ingest.archive.store;

/**
 * A set of keys that may answer yes for a key that it does not have, and never no for one that it has. Keys must be
 * spread evenly over all numbers. Filled by one thread, then read by many.
 *
 * <p>With 16 bits a key it errs once in some 1,700 times, with 8 bits once in 40; with less it is of little use, and more
 * and more keys seem to be in it.
 */
final class BloomFilter {
    private static final int BITS_PER_KEY = 16;
    private static final int PROBES = 8;
    private static final long BITS_MIN = 1 << 10;
    /** Odd, so that all its multiples differ. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final long[] words;
    /** The highest bits of a number that name a bit. */
    private final int shift;

    private BloomFilter(int bitsLog2) {
        this.words = new long[1 << (bitsLog2 - 6)];
        this.shift = Long.SIZE - bitsLog2;
    }

    /** For so many keys, in at most so many bytes. */
    static BloomFilter of(long keys, long bytesMax) {
        long wanted = Math.max(BITS_MIN, Math.multiplyExact(keys, BITS_PER_KEY));
        long allowed = Math.max(BITS_MIN, Math.multiplyExact(bytesMax, Byte.SIZE));
        int upwards = Long.SIZE - Long.numberOfLeadingZeros(wanted - 1);
        int downwards = Long.SIZE - 1 - Long.numberOfLeadingZeros(allowed);
        return new BloomFilter(Math.min(upwards, downwards));
    }

    long bytes() {
        return (long) words.length * Long.BYTES;
    }

    void add(long key) {
        long step = step(key);
        long probe = key;
        for (int count = 0; count < PROBES; count++) {
            long bit = probe >>> shift;
            words[(int) (bit >>> 6)] |= 1L << bit;
            probe += step;
        }
    }

    boolean mayContain(long key) {
        long step = step(key);
        long probe = key;
        for (int count = 0; count < PROBES; count++) {
            long bit = probe >>> shift;
            if ((words[(int) (bit >>> 6)] & 1L << bit) == 0) {
                return false;
            }
            probe += step;
        }
        return true;
    }

    /** From the lower bits, which do not name the first bit. */
    private static long step(long key) {
        return Long.rotateLeft(key, 32) * SPREAD;
    }
}
