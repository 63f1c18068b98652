package io.tallyhouse.metrics.meter.kafka;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much heap the stores of this process may take together. Partitions that are counted here share what is for windows,
 * these and standbys what is for identities. Thread-safe.
 */
final class MeterMemory {
    /** Of a pending identity: its place in the table, which is half full, and its row. */
    private static final int PENDING_BYTES = 128;

    private static final int PENDING_MIN = 256;
    private static final int PENDING_MAX = 1 << 18;
    private static final long WINDOW_BYTES_MIN = 64 << 10;

    private static final int HEAP_SHARE = 4;

    private final long bytes;
    private final AtomicInteger stores = new AtomicInteger();
    private final AtomicInteger counting = new AtomicInteger();

    /** @param bytes for changed and recently used windows (three quarters) and identities not yet on disk */
    MeterMemory(long bytes) {
        this.bytes = bytes;
    }

    /** As it is set, or a quarter of the heap. */
    static long bytes(MeterConfig config) {
        return config.memoryBytes().orElse(Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }

    /** A store of identities takes part, of an active partition or a standby. */
    void opened() {
        stores.incrementAndGet();
    }

    void closed() {
        stores.decrementAndGet();
    }

    /** A partition begins to be counted here. */
    void begins() {
        counting.incrementAndGet();
    }

    void ends() {
        counting.decrementAndGet();
    }

    /** For the windows of one partition. */
    long windowBytes() {
        return Math.max(WINDOW_BYTES_MIN, bytes / Math.max(1, counting.get()) / 4 * 3);
    }

    /** How many identities of one partition are kept on the heap before they go to disk. */
    int pendingIdentities() {
        long most = bytes / Math.max(1, stores.get()) / 4 / PENDING_BYTES;
        return (int) Math.min(PENDING_MAX, Math.max(PENDING_MIN, most));
    }
}
