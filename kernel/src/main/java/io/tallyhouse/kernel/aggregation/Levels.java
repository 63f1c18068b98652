package io.tallyhouse.kernel.aggregation;

import io.tallyhouse.kernel.aggregation.SlotValue.Newest;
import io.tallyhouse.kernel.aggregation.SlotValue.Total;
import io.tallyhouse.kernel.aggregation.SlotValue.Weighted;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes levels of slots. */
final class Levels {
    private Levels() {}

    /**
     * The level that the slots come to over time.
     *
     * @param counting which slots of a series count
     */
    static Level of(
            Measure measure, Collection<SlotSeries> series, Function<SlotSeries, SortedMap<Instant, Slot>> counting) {
        TreeMap<Instant, BigDecimal> changes = new TreeMap<>();
        if (measure.aggregation() == Aggregation.UNIQUE) {
            byMember(measure, series, counting).values().forEach(slots -> addSteps(changes, slots));
        } else if (measure.form() == SlotForm.NEWEST) {
            series.forEach(one -> addSteps(changes, counting.apply(one)));
        } else {
            series.forEach(one -> counting.apply(one)
                    .forEach((start, slot) ->
                            slot.value().ifPresent(value -> changes.merge(start, delta(value), BigDecimal::add))));
        }
        return new Level(changes);
    }

    private static BigDecimal delta(SlotValue value) {
        return value instanceof Weighted weighted ? weighted.delta() : ((Total) value).sum();
    }

    /** Each value holds until the next. */
    private static void addSteps(TreeMap<Instant, BigDecimal> changes, SortedMap<Instant, Slot> slots) {
        BigDecimal before = BigDecimal.ZERO;
        for (Slot slot : slots.values()) {
            if (slot.value().orElse(null) instanceof Newest newest) {
                changes.merge(newest.time(), newest.number().subtract(before), BigDecimal::add);
                before = newest.number();
            }
        }
    }

    /** A member may have several series, of other subjects or groups: in each slot the newest of all holds. */
    private static Map<String, TreeMap<Instant, Slot>> byMember(
            Measure measure, Collection<SlotSeries> series, Function<SlotSeries, SortedMap<Instant, Slot>> counting) {
        Map<String, TreeMap<Instant, Slot>> merged = new HashMap<>();
        for (SlotSeries one : series) {
            TreeMap<Instant, Slot> slots = merged.computeIfAbsent(one.member(), absent -> new TreeMap<>());
            counting.apply(one)
                    .forEach((start, slot) -> slots.merge(start, slot, (a, b) -> a.merge(b, measure.form())));
        }
        return merged;
    }
}
