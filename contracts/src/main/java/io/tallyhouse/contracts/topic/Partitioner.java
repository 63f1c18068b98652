package io.tallyhouse.contracts.topic;

/**
 * Which partition a key belongs to: murmur2 of the key modulo the partition count, the same as Kafka's default for
 * keyed records, so that any Kafka tool agrees.
 */
public final class Partitioner {
    private static final int SEED = 0x9747b28c;
    private static final int M = 0x5bd1e995;
    private static final int R = 24;

    private Partitioner() {}

    public static int partition(byte[] key, int partitions) {
        return (murmur2(key) & 0x7fffffff) % partitions;
    }

    /** Austin Appleby's MurmurHash2, 32 bits, with Kafka's seed. */
    static int murmur2(byte[] bytes) {
        int length = bytes.length;
        int hash = SEED ^ length;
        int blocks = length / 4;
        for (int block = 0; block < blocks; block++) {
            int at = block * 4;
            int k = (bytes[at] & 0xff)
                    | (bytes[at + 1] & 0xff) << 8
                    | (bytes[at + 2] & 0xff) << 16
                    | (bytes[at + 3] & 0xff) << 24;
            k *= M;
            k ^= k >>> R;
            hash = hash * M ^ k * M;
        }
        int tail = blocks * 4;
        for (int rest = length - tail - 1; rest >= 0; rest--) {
            hash ^= (bytes[tail + rest] & 0xff) << (8 * rest);
        }
        if (length > tail) {
            hash *= M;
        }
        hash ^= hash >>> 13;
        hash *= M;
        return hash ^ hash >>> 15;
    }
}
