package io.tallyhouse.contracts.usage;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An event's properties as they are collected one by one: no key twice, in the order of {@link String#compareTo}. Not
 * thread-safe.
 */
public final class EventProperties {
    private String[] keys = new String[8];
    private DataValue[] values = new DataValue[8];
    private int size;
    private boolean isAscii = true;

    /** Whether there is one of that key. */
    public boolean has(String key) {
        return Arrays.binarySearch(keys, 0, size, key) >= 0;
    }

    /** @throws IllegalArgumentException if there is one of that key */
    public void add(String key, DataValue value) {
        int at = -1 - Arrays.binarySearch(keys, 0, size, key);
        if (at < 0) {
            throw new IllegalArgumentException("'" + key + "' is there already");
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        System.arraycopy(keys, at, keys, at + 1, size - at);
        System.arraycopy(values, at, values, at + 1, size - at);
        keys[at] = key;
        values[at] = value;
        size++;
        isAscii = isAscii && isAscii(key);
    }

    private static boolean isAscii(String key) {
        for (int at = 0; at < key.length(); at++) {
            if (key.charAt(at) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Those added so far, as {@link UsageEvent} has them. */
    public SortedMap<String, DataValue> toMap() {
        if (isAscii) {
            return new OrderedProperties(keys, values, size);
        }
        TreeMap<String, DataValue> map = new TreeMap<>();
        for (int at = 0; at < size; at++) {
            map.put(keys[at], values[at]);
        }
        return UsageEvent.ordered(map);
    }
}
