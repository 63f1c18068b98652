package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.contracts.window.WindowRecordCodec;
import io.tallyhouse.contracts.window.WindowValue;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.metrics.meter.SlotAddress;
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
 * The windows of a partition: those changed since the last commit and the ones used last on the heap, all others in
 * the store.
 */
final class OpenWindows {
    /** How many clean windows stay on the heap after a commit; each takes about 1 kB. */
    private static final int CLEAN_MAX = 2_000;

    private final KeyValueStore<byte[], byte[]> store;
    private final int generation;
    private final Map<WindowKey, OpenWindow> open = new LinkedHashMap<>(256, 0.75f, true);
    private final List<OpenWindow> dirty = new ArrayList<>();

    OpenWindows(KeyValueStore<byte[], byte[]> store, int generation) {
        this.store = store;
        this.generation = generation;
    }

    Slot slot(StartedMetric metric, SlotAddress address) {
        return window(metric, address.window()).slot(address.index());
    }

    void put(StartedMetric metric, SlotAddress address, Slot slot) {
        OpenWindow window = window(metric, address.window());
        if (window.put(address.index(), slot)) {
            dirty.add(window);
        }
    }

    int dirtyCount() {
        return dirty.size();
    }

    /** Stores every changed window under its next revision and passes it on. */
    void publish(int partition, Consumer<Publication> sink) {
        for (OpenWindow window : dirty) {
            Publication publication = window.publish(partition);
            store.put(publication.key(), publication.value());
            sink.accept(publication);
        }
        dirty.clear();
        evictOldest();
    }

    private void evictOldest() {
        Iterator<OpenWindow> oldestFirst = open.values().iterator();
        for (int excess = open.size() - CLEAN_MAX; excess > 0; excess--) {
            oldestFirst.next();
            oldestFirst.remove();
        }
    }

    private OpenWindow window(StartedMetric metric, WindowKey key) {
        OpenWindow known = open.get(key);
        if (known != null) {
            return known;
        }
        OpenWindow opened = read(metric, key);
        open.put(key, opened);
        return opened;
    }

    private OpenWindow read(StartedMetric metric, WindowKey key) {
        byte[] storeKey = WindowRecordCodec.writeKey(key);
        byte @Nullable [] stored = store.get(storeKey);
        WindowValue published = stored == null
                ? WindowValue.empty(
                        metric.definition().measure().form(),
                        metric.definition().slotMinutes(),
                        generation)
                : WindowValue.of(stored);
        return new OpenWindow(storeKey, published);
    }
}
