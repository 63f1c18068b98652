package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.contracts.window.WindowValue;
import io.tallyhouse.kernel.aggregation.Slot;
import java.util.TreeMap;

/** A window on the heap: as last published, in its binary form, and the slots that have changed since. */
final class OpenWindow {
    private final byte[] key;
    private final TreeMap<Integer, Slot> changed = new TreeMap<>();
    private WindowValue published;

    /** @param key in its binary form */
    OpenWindow(byte[] key, WindowValue published) {
        this.key = key;
        this.published = published;
    }

    Slot slot(int index) {
        Slot slot = changed.get(index);
        return slot == null ? published.slot(index) : slot;
    }

    /** True if this is the first change since the window was published. */
    boolean put(int index, Slot slot) {
        boolean first = changed.isEmpty();
        changed.put(index, slot);
        return first;
    }

    /** The window as it is now, under the next revision; it is clean from here on. */
    Publication publish(int partition) {
        published = published.next(changed);
        changed.clear();
        return new Publication(partition, key, published.bytes());
    }
}
