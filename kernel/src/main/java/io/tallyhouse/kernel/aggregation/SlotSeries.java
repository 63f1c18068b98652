package io.tallyhouse.kernel.aggregation;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The slots of one subject, group and member.
 *
 * @param member what UNIQUE counts; {@code ""} for all other aggregations
 * @param slots by their first moment; empty slots may be left out
 */
public record SlotSeries(String member, SortedMap<Instant, Slot> slots) {
    public SlotSeries {
        slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
    }
}
