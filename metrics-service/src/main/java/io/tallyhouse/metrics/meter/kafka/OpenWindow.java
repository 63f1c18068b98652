package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.contracts.window.Revision;
import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.metrics.meter.StartedMetric;
import java.util.TreeMap;

/** A window on the heap, with changes that are not yet published. */
final class OpenWindow {
    private final WindowKey key;
    private final StartedMetric metric;
    private final TreeMap<Integer, Slot> slots = new TreeMap<>();
    private Revision revision;
    private boolean dirty;

    private OpenWindow(WindowKey key, StartedMetric metric, Revision revision) {
        this.key = key;
        this.metric = metric;
        this.revision = revision;
    }

    static OpenWindow fresh(WindowKey key, StartedMetric metric, int generation) {
        return new OpenWindow(key, metric, new Revision(generation, 0));
    }

    static OpenWindow of(MetricWindow stored, StartedMetric metric) {
        OpenWindow window = new OpenWindow(stored.key(), metric, stored.revision());
        window.slots.putAll(stored.slots());
        return window;
    }

    Slot slot(int index) {
        return slots.getOrDefault(index, Slot.ZERO);
    }

    /** True if this is the first change since the window was published. */
    boolean put(int index, Slot slot) {
        if (slot.isZero()) {
            slots.remove(index);
        } else {
            slots.put(index, slot);
        }
        boolean first = !dirty;
        dirty = true;
        return first;
    }

    /** The window as it is now, under the next revision; it is clean from here on. */
    MetricWindow publish() {
        revision = revision.next();
        dirty = false;
        return new MetricWindow(
                key, metric.definition().aggregation(), metric.definition().slotMinutes(), revision, slots);
    }
}
