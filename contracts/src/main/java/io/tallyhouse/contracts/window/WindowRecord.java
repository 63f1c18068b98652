package io.tallyhouse.contracts.window;

import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A record of {@code metric-windows}. */
public sealed interface WindowRecord {
    /**
     * The whole state of a window; the one with the highest revision is true. A window from which all was taken back
     * has no slots.
     *
     * @param slots by index within the day (0 is the slot that starts at midnight UTC); zero slots are left out
     */
    record MetricWindow(
            WindowKey key, SlotForm form, int slotMinutes, Revision revision, SortedMap<Integer, Slot> slots)
            implements WindowRecord {
        public MetricWindow {
            slots = withoutZeros(slots);
        }

        private static SortedMap<Integer, Slot> withoutZeros(Map<Integer, Slot> slots) {
            TreeMap<Integer, Slot> kept = new TreeMap<>(slots);
            kept.values().removeIf(Slot::isZero);
            return Collections.unmodifiableSortedMap(kept);
        }
    }

    /**
     * Everything of one input partition below this offset is published.
     *
     * @param position next input offset
     */
    record PublishedPosition(int generation, int partition, long position) implements WindowRecord {}

    /**
     * The meter has passed a metric version's control record in one partition.
     *
     * @param offset of the control record; every later event of the partition counts
     */
    record MetricStarted(TenantId tenant, MetricId metric, int version, int partition, long offset)
            implements WindowRecord {}

    /**
     * How far the past is counted under a metric version in one partition.
     *
     * @param done events of the past that were replayed
     * @param total events of the past that there are
     * @param caughtUp nothing is left to replay
     */
    record MetricReplayed(
            TenantId tenant, MetricId metric, int version, int partition, long done, long total, boolean caughtUp)
            implements WindowRecord {}
}
