package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.contracts.window.ByteWriter;
import io.tallyhouse.metrics.meter.IdentityKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a partition remembers of identities, by the day on which they were accepted last. The day is that of the log: the
 * highest timestamp of its records, so that all lives of a partition forget the same at the same place.
 *
 * <p>New entries stay on the heap; rows of some 60 kB together are one record of the changelog, which is kept by time.
 * When there are too many, or a day ends, they become a sorted file; a day's files become one. What is older than the
 * memory goes with its files. Files are only good together with a checkpoint, as all stores under
 * {@code exactly_once_v2}: otherwise Kafka deletes them and the changelog is read again.
 *
 * <p>As a standby it takes up the pages that the active one logs, in the same way as while it is restored, and within the
 * same memory. It may turn into an active one and back without being closed or initialised anew.
 */
final class IdentityStore implements StateStore {
    private static final int FORMAT = 3;
    private static final int PAGE_BYTES = 60 << 10;
    private static final int PAGE_KEY_BYTES = 1 + Integer.BYTES;
    private static final int ROW_BYTES_MEAN = 96;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final long STANDSTILL_DAYS_MAX = 14;
    private static final long NO_DAY = Long.MIN_VALUE;

    private final String name;
    private final int memoryDays;
    private final MeterMemory memory;
    private final ByteWriter writer = new ByteWriter();
    private PendingIdentities pending = new PendingIdentities();
    private @Nullable IdentitySegments segments;
    private @Nullable Changelog changelog;
    private long day = NO_DAY;
    private long timestamp;
    private boolean dayIsLogged;
    private int loggedTo;
    private boolean open;

    private IdentityStore(String name, int memoryDays, MeterMemory memory) {
        this.name = name;
        this.memoryDays = memoryDays;
        this.memory = memory;
    }

    /** @param memoryDays an identity is remembered so many whole days at least after its last acceptance */
    static StoreBuilder<IdentityStore> builder(String name, int memoryDays, MeterMemory memory) {
        Map<String, String> topic = Map.of(
                "cleanup.policy", "delete",
                // by the time of writing: a meter may stand still for some days and find all that it knew
                "retention.ms", Long.toString((memoryDays + STANDSTILL_DAYS_MAX) * DAY_MILLIS),
                "segment.ms", Long.toString(DAY_MILLIS));
        return new LoggedStore<>(name, () -> new IdentityStore(name, memoryDays, memory), topic);
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        close();
        changelog = Changelog.of(context, name);
        timestamp = 0;
        loggedTo = 0;
        try {
            segments = IdentitySegments.in(context.stateDir().toPath().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("the identities in " + context.stateDir() + " cannot be opened", e);
        }
        day = segments.lastDay().orElse(NO_DAY);
        dayIsLogged = day != NO_DAY;
        memory.opened();
        open = true;
        context.register(root, new Restoring());
    }

    private final class Restoring implements BatchingStateRestoreCallback {
        @Override
        public void restoreAll(Collection<KeyValue<byte[], byte[]>> records) {
            records.forEach(page -> IdentityStore.this.restore(page.key, page.value));
        }

        @Override
        public void restore(byte[] key, byte[] value) {
            IdentityStore.this.restore(key, value);
        }
    }

    /** Takes up a page of the changelog. */
    void restore(byte[] key, byte[] value) {
        ByteBuffer head = ByteBuffer.wrap(key);
        if (head.get() != FORMAT) {
            throw new IllegalStateException(
                    "a page of identities has format " + key[0] + ", and this meter reads " + FORMAT);
        }
        enter(head.getInt());
        dayIsLogged = true;
        ByteBuffer rows = ByteBuffer.wrap(value);
        while (rows.hasRemaining()) {
            IdentityKey identity = new IdentityKey(rows.getLong(), rows.getLong());
            int size = IdentitySegment.length(rows);
            byte[] entry = new byte[size];
            rows.get(entry);
            pending.put(identity, entry, size);
            loggedTo = pending.length();
            if (isFull()) {
                spill();
            }
        }
    }

    /** The records that follow were appended at this time or later, in milliseconds. */
    void advance(long appended) {
        timestamp = Math.max(timestamp, appended);
        long now = Math.floorDiv(timestamp, DAY_MILLIS);
        if (now > day) {
            log();
            enter(now);
            dayIsLogged = false;
        }
    }

    /** All pending is logged. */
    private void enter(long next) {
        if (next <= day) {
            return;
        }
        if (day != NO_DAY) {
            spill();
            segments().end(day);
        }
        day = next;
        segments().forgetBefore(next - memoryDays);
    }

    /** The entry, if it is remembered. */
    Optional<byte[]> get(IdentityKey key) {
        int row = pending.find(key);
        return (row >= 0 ? Optional.of(pending.value(row)) : segments().find(key)).filter(IdentityStore::isRemembered);
    }

    private static boolean isRemembered(byte[] value) {
        return value.length > 0;
    }

    /** To write an entry with, for {@link #put(IdentityKey, ByteWriter)}. */
    ByteWriter writer() {
        return writer.clear();
    }

    void put(IdentityKey key, ByteWriter entry) {
        pending.put(key, entry.buffer(), entry.length());
        if (pending.length() - loggedTo >= PAGE_BYTES) {
            log();
        }
        if (isFull()) {
            log();
            spill();
        }
    }

    void forget(IdentityKey key) {
        put(key, writer());
    }

    /** Writes all that has changed to the changelog; before each commit. */
    void log() {
        boolean isNews = pending.length() > loggedTo || !dayIsLogged;
        if (!isNews || changelog == null || day == NO_DAY) {
            return;
        }
        byte[] key = ByteBuffer.allocate(PAGE_KEY_BYTES)
                .put((byte) FORMAT)
                .putInt(Math.toIntExact(day))
                .array();
        changelog.write(key, pending.rowsFrom(loggedTo));
        loggedTo = pending.length();
        dayIsLogged = true;
    }

    private boolean isFull() {
        int most = memory.pendingIdentities();
        return pending.count() >= most || pending.length() >= most * ROW_BYTES_MEAN;
    }

    private void spill() {
        if (pending.count() == 0) {
            return;
        }
        segments().add(day, pending.sorted(), pending.count());
        pending.clear();
        loggedTo = 0;
    }

    private IdentitySegments segments() {
        if (segments == null) {
            throw new IllegalStateException(name + " is not initialised");
        }
        return segments;
    }

    /** Called before a checkpoint: all must be on disk then, and logged it is since the commit. */
    @Override
    public void flush() {
        spill();
        segments().force();
    }

    @Override
    public void close() {
        if (open) {
            segments().close();
            pending = new PendingIdentities();
            memory.closed();
        }
        open = false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return open;
    }
}
