package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.contracts.window.ByteWriter;
import io.tallyhouse.contracts.window.SlotTable;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.metrics.meter.StartedMetric;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The windows of a partition by subject and day: those changed since the last commit and the ones used last on the heap,
 * all others in the store.
 */
final class OpenDays {
    private static final int DAY_BYTES = 600;

    private final WindowStore store;
    private final KeyValueStore<byte[], byte[]> groupStore;
    private final int generation;
    private final MeterMemory memory;
    private final ByteWriter writer = new ByteWriter();
    private final Map<OpenDay.Name, OpenDay> open = new LinkedHashMap<>(256, 0.75f, true);
    private final List<OpenWindow> dirty = new ArrayList<>();
    private final List<OpenGroups> uncounted = new ArrayList<>();
    private @Nullable OpenDay last;
    private long weight;

    OpenDays(WindowStore store, KeyValueStore<byte[], byte[]> groupStore, int generation, MeterMemory memory) {
        this.store = store;
        this.groupStore = groupStore;
        this.generation = generation;
        this.memory = memory;
    }

    OpenDay day(TenantId tenant, String subject, long epochDay) {
        OpenDay.Name name = new OpenDay.Name(tenant, subject, epochDay);
        OpenDay before = last;
        if (before != null && before.name().equals(name)) {
            return before;
        }
        OpenDay day = open.get(name);
        if (day == null) {
            day = new OpenDay(this, name);
            open.put(name, day);
            weight += DAY_BYTES;
        }
        last = day;
        return day;
    }

    /** Of a window as it was published last. */
    SlotTable slots(StartedMetric metric, byte[] key) {
        return store.get(key)
                .map(SlotTable::of)
                .orElseGet(
                        () -> SlotTable.empty(metric.form(), metric.definition().slotMinutes(), generation));
    }

    OpenGroups groups(int metric, OpenDay.Name name) {
        return new OpenGroups(groupStore, StoreCodec.groupPrefix(metric, name));
    }

    void changed(OpenWindow window) {
        if (window.becomesDirty()) {
            dirty.add(window);
        }
        weight += window.growth();
    }

    void changed(OpenGroups groups) {
        uncounted.add(groups);
    }

    int dirtyCount() {
        return dirty.size();
    }

    /** What is dirty cannot leave the heap before it is published. */
    boolean isFull() {
        return weight > 2 * memory.windowBytes() && !dirty.isEmpty();
    }

    /** Logs every changed window under its next revision and passes it on. */
    void publish(int partition, Consumer<Publication> sink) {
        for (OpenWindow window : dirty) {
            Publication publication = window.publish(partition, writer);
            store.log(publication.key(), publication.value());
            sink.accept(publication);
        }
        dirty.clear();
        uncounted.forEach(OpenGroups::storeCount);
        uncounted.clear();
        long most = memory.windowBytes();
        if (weight > most) {
            evictOldest(most / 4 * 3);
        }
    }

    private void evictOldest(long remaining) {
        last = null;
        Iterator<OpenDay> oldestFirst = open.values().iterator();
        while (weight > remaining && oldestFirst.hasNext()) {
            OpenDay day = oldestFirst.next();
            for (OpenWindow window : day.windows()) {
                window.store(store, writer);
                weight -= window.weight();
            }
            weight -= DAY_BYTES;
            oldestFirst.remove();
        }
    }

    /** Puts everything published into the store. */
    void store() {
        open.values().forEach(day -> day.windows().forEach(window -> window.store(store, writer)));
    }
}
