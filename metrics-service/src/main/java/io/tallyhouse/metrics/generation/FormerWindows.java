package io.tallyhouse.metrics.generation;

import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.kernel.aggregation.Slot;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/** The windows of the generation before, kept beside those in force. All calls block. */
public interface FormerWindows {
    /** A window as it was counted twice; without slots where one of the two has none. */
    record Pair(WindowKey key, SortedMap<Integer, Slot> former, SortedMap<Integer, Slot> current) {}

    /**
     * Gives every window of the metric versions that had counted all of their past before.
     *
     * @return how many versions had not, and are left out; empty if no windows are kept
     */
    Optional<Integer> compare(Consumer<Pair> pairs);

    void forget();
}
