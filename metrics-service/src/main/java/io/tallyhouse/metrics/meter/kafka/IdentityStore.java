package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.contracts.window.ByteWriter;
import io.tallyhouse.metrics.meter.IdentityKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
 * memory goes with its files. Files are only good together with a clean end, as all stores under {@code exactly_once_v2}:
 * otherwise Kafka deletes them and the changelog is read again.
 */
final class IdentityStore implements StateStore {
    private static final int FORMAT = 3;
    private static final int PAGE_BYTES = 60 << 10;
    private static final int PAGE_KEY_BYTES = 1 + Integer.BYTES;
    private static final int ROW_BYTES_MEAN = 96;
    private static final int SEGMENTS_OF_A_DAY_MAX = 8;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final long STANDSTILL_DAYS_MAX = 14;
    private static final long NO_DAY = Long.MIN_VALUE;

    private final String name;
    private final int memoryDays;
    private final MeterMemory memory;
    private final ByteWriter writer = new ByteWriter();
    private PendingIdentities pending = new PendingIdentities();
    private final List<IdentitySegment> segments = new ArrayList<>();
    private @Nullable Changelog changelog;
    private @Nullable Path folder;
    private long day = NO_DAY;
    private long timestamp;
    private boolean dayIsLogged;
    private int loggedTo;
    private long nextNumber;
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
        pending = new PendingIdentities();
        day = NO_DAY;
        timestamp = 0;
        dayIsLogged = false;
        loggedTo = 0;
        nextNumber = 0;
        try {
            openFolder(context.stateDir().toPath().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("the identities in " + context.stateDir() + " cannot be opened", e);
        }
        memory.opened();
        open = true;
        context.register(root, new Restoring());
    }

    /** A file that is not whole is one that a kill left; then Kafka will say so and delete them all. */
    private void openFolder(Path path) throws IOException {
        folder = path;
        Files.createDirectories(path);
        try (Stream<Path> listed = Files.list(path)) {
            for (Path file : listed.filter(IdentitySegment::isNamedAsOne).toList()) {
                IdentitySegment.open(file).ifPresent(segments::add);
            }
        }
        segments.sort(Comparator.comparingLong(IdentitySegment::day).thenComparingLong(IdentitySegment::number));
        for (IdentitySegment segment : segments) {
            day = Math.max(day, segment.day());
            nextNumber = Math.max(nextNumber, segment.number() + 1);
        }
        dayIsLogged = day != NO_DAY;
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
            mergeDay();
        }
        day = next;
        segments.removeIf(segment -> {
            boolean isForgotten = segment.day() < next - memoryDays;
            if (isForgotten) {
                segment.delete();
            }
            return isForgotten;
        });
    }

    /** The entry, if it is remembered. */
    Optional<byte[]> get(IdentityKey key) {
        int row = pending.find(key);
        if (row >= 0) {
            return remembered(pending.value(row));
        }
        for (int index = segments.size() - 1; index >= 0; index--) {
            Optional<byte[]> found = segments.get(index).find(key);
            if (found.isPresent()) {
                return remembered(found.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> remembered(byte[] value) {
        return value.length == 0 ? Optional.empty() : Optional.of(value);
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
        write(List.of(pending.sorted()), pending.count());
        pending.clear();
        loggedTo = 0;
        if (ofDay().size() >= SEGMENTS_OF_A_DAY_MAX) {
            mergeDay();
        }
    }

    private List<IdentitySegment> ofDay() {
        return segments.stream().filter(segment -> segment.day() == day).toList();
    }

    private void mergeDay() {
        List<IdentitySegment> merged = ofDay();
        if (merged.size() < 2) {
            return;
        }
        segments.removeAll(merged);
        write(
                merged.stream().map(IdentitySegment::rows).toList(),
                merged.stream().mapToLong(IdentitySegment::rowCount).sum());
        merged.forEach(IdentitySegment::delete);
    }

    /** One segment of the day out of several, of which the later ones are newer. */
    private void write(List<IdentityRows> sources, long rowsMax) {
        if (folder == null) {
            throw new IllegalStateException(name + " is not initialised");
        }
        try (SegmentWriter out = new SegmentWriter(IdentitySegment.path(folder, day, nextNumber++), rowsMax)) {
            MergedRows rows = new MergedRows(sources);
            while (rows.next()) {
                out.add(rows.current());
            }
            segments.add(out.finish());
        } catch (IOException e) {
            throw new UncheckedIOException("identities cannot be written to " + folder, e);
        }
    }

    /** Called before a checkpoint: all must be on disk then, and logged it is since the commit. */
    @Override
    public void flush() {
        try {
            spill();
            for (IdentitySegment segment : segments) {
                segment.force();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("identities cannot be kept in " + folder, e);
        }
    }

    @Override
    public void close() {
        segments.forEach(IdentitySegment::close);
        segments.clear();
        if (open) {
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
