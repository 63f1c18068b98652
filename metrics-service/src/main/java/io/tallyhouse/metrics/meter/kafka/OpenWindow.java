package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.window.ByteWriter;
import io.tallyhouse.contracts.window.SlotTable;
import io.tallyhouse.metrics.meter.Contribution;

/** A window on the heap. */
final class OpenWindow {
    private static final int OVERHEAD_BYTES = 160;

    private final GroupKey group;
    private final String member;
    private final byte[] key;
    private final SlotTable slots;
    private boolean dirty;
    private boolean stored = true;
    private int weighed;

    /**
     * @param series any contribution that goes to it: group and member count
     * @param key in its binary form
     */
    OpenWindow(Contribution series, byte[] key, SlotTable slots) {
        this.group = series.group();
        this.member = series.member();
        this.key = key;
        this.slots = slots;
    }

    /** Of one metric version those of this group and member. */
    boolean takes(GroupKey counted, String countedMember) {
        return (group == counted || group.equals(counted)) && member.equals(countedMember);
    }

    SlotTable slots() {
        return slots;
    }

    /** True if this is the first change since the window was published. */
    boolean becomesDirty() {
        boolean first = !dirty;
        dirty = true;
        return first;
    }

    /** By how many bytes it has grown since the last call. */
    int growth() {
        int now = OVERHEAD_BYTES + key.length + slots.weight();
        int growth = now - weighed;
        weighed = now;
        return growth;
    }

    int weight() {
        return weighed;
    }

    /** The window as it is now, under the next revision; it is clean from here on. */
    Publication publish(int partition, ByteWriter out) {
        dirty = false;
        stored = false;
        return new Publication(partition, key, slots.next(out));
    }

    /** Puts what is published into the store, if it is not there yet. */
    void store(WindowStore store, ByteWriter out) {
        if (!stored) {
            store.put(key, slots.bytes(out));
            stored = true;
        }
    }
}
