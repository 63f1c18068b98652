package io.tallyhouse.contracts.usage;

import io.tallyhouse.contracts.data.DataValue;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An event's properties in two arrays, immutable, in the order in which they were read. All keys are ASCII, so that this
 * order is that of code points and of {@link String#compareTo} as well.
 */
@SuppressWarnings("JdkObsolete") // navigation, which NavigableMap adds, is never asked of an event's properties
final class OrderedProperties extends AbstractMap<String, DataValue> implements SortedMap<String, DataValue> {
    private static final int SEARCHED_ONE_BY_ONE = 8;

    private final String[] keys;
    private final DataValue[] values;

    /** The first {@code size} of each, copied. */
    OrderedProperties(String[] keys, DataValue[] values, int size) {
        this.keys = Arrays.copyOf(keys, size);
        this.values = Arrays.copyOf(values, size);
    }

    @Override
    public @Nullable DataValue get(@Nullable Object key) {
        int index = key instanceof String text ? index(text) : -1;
        return index < 0 ? null : values[index];
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String text && index(text) >= 0;
    }

    private int index(String key) {
        if (keys.length > SEARCHED_ONE_BY_ONE) {
            return Arrays.binarySearch(keys, key);
        }
        for (int index = 0; index < keys.length; index++) {
            if (keys[index].equals(key)) {
                return index;
            }
        }
        return -1;
    }

    @Override
    public int size() {
        return keys.length;
    }

    @Override
    public Set<Map.Entry<String, DataValue>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, DataValue>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return keys.length;
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, DataValue>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < keys.length;
        }

        @Override
        public Map.Entry<String, DataValue> next() {
            if (next == keys.length) {
                throw new NoSuchElementException();
            }
            int index = next++;
            return Map.entry(keys[index], values[index]);
        }
    }

    @Override
    public Comparator<? super String> comparator() {
        return UsageRecord.UsageEvent.CODE_POINTS;
    }

    @Override
    public SortedMap<String, DataValue> subMap(String from, String to) {
        return tree().subMap(from, to);
    }

    @Override
    public SortedMap<String, DataValue> headMap(String to) {
        return tree().headMap(to);
    }

    @Override
    public SortedMap<String, DataValue> tailMap(String from) {
        return tree().tailMap(from);
    }

    private TreeMap<String, DataValue> tree() {
        TreeMap<String, DataValue> tree = new TreeMap<>(comparator());
        tree.putAll(this);
        return tree;
    }

    @Override
    public String firstKey() {
        return tree().firstKey();
    }

    @Override
    public String lastKey() {
        return tree().lastKey();
    }
}
