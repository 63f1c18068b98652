package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.contracts.metric.GroupKey;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The groups of a metric version that a subject has on a day: in their store, and those seen lately on the heap. */
final class OpenGroups {
    private static final byte[] NOTHING = {};

    private final KeyValueStore<byte[], byte[]> store;
    private final byte[] prefix;
    private final Set<GroupKey> seen = new HashSet<>();
    private int count;
    private boolean counted = true;

    /** @param prefix of the keys of these groups; it is the key of their number */
    OpenGroups(KeyValueStore<byte[], byte[]> store, byte[] prefix) {
        this.store = store;
        this.prefix = prefix;
        byte @Nullable [] stored = store.get(prefix);
        count = stored == null ? 0 : ByteBuffer.wrap(stored).getInt();
    }

    boolean has(GroupKey group) {
        if (seen.contains(group)) {
            return true;
        }
        boolean isStored = seen.size() < count && store.get(StoreCodec.groupKey(prefix, group)) != null;
        if (isStored) {
            seen.add(group);
        }
        return isStored;
    }

    int count() {
        return count;
    }

    /** True if their number must be stored again before the commit, for the first time since the last one. */
    boolean add(GroupKey group) {
        store.put(StoreCodec.groupKey(prefix, group), NOTHING);
        seen.add(group);
        count++;
        boolean first = counted;
        counted = false;
        return first;
    }

    void storeCount() {
        store.put(prefix, ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
        counted = true;
    }
}
