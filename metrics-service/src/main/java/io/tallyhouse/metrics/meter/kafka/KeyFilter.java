package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.metrics.meter.IdentityKey;

/**
 * A Bloom filter over keys that are hashes already: each key sets one bit in each of the eight words of one line, so that
 * a look takes one or two cache lines. With 12 bits a key about one in 200 keys that are not there passes.
 */
final class KeyFilter {
    private static final int BITS_PER_KEY = 12;
    private static final int WORDS = 8;
    private static final int LINE_BITS = WORDS * Long.SIZE;

    private final long[] words;
    private final int lines;

    private KeyFilter(long[] words) {
        this.words = words;
        this.lines = words.length / WORDS;
    }

    static KeyFilter forKeys(long count) {
        long lines = Math.max(1, (count * BITS_PER_KEY + LINE_BITS - 1) / LINE_BITS);
        return new KeyFilter(new long[Math.toIntExact(lines * WORDS)]);
    }

    /** @param words of a filter written before; not copied */
    static KeyFilter of(long[] words) {
        return new KeyFilter(words);
    }

    /** Lent. */
    long[] words() {
        return words;
    }

    void add(long high, long low) {
        int line = line(low);
        for (int word = 0; word < WORDS; word++) {
            words[line + word] |= 1L << (high >>> 6 * word);
        }
    }

    /** False if the key was not added for sure. */
    boolean mayHold(IdentityKey key) {
        int line = line(key.low());
        long high = key.high();
        for (int word = 0; word < WORDS; word++) {
            if ((words[line + word] & 1L << (high >>> 6 * word)) == 0) {
                return false;
            }
        }
        return true;
    }

    private int line(long low) {
        return (int) ((low >>> 32) * lines >>> 32) * WORDS;
    }
}
