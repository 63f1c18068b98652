package io.tallyhouse.kernel.aggregation;

import io.tallyhouse.kernel.aggregation.SlotValue.Newest;
import io.tallyhouse.kernel.aggregation.SlotValue.Total;
import io.tallyhouse.kernel.aggregation.SlotValue.Weighted;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The slots of one subject, group and member.
 *
 * @param member what UNIQUE counts; {@code ""} for all other aggregations
 * @param slots by their first moment; empty slots may be left out
 * @param steps what levels are made of: the slots themselves, but for a series that counts for a part of time only
 */
public record SlotSeries(String member, SortedMap<Instant, Slot> slots, SortedMap<Instant, Slot> steps) {
    public SlotSeries {
        SortedMap<Instant, Slot> kept = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
        steps = steps.equals(slots) ? kept : Collections.unmodifiableSortedMap(new TreeMap<>(steps));
        slots = kept;
    }

    public SlotSeries(String member, SortedMap<Instant, Slot> slots) {
        this(member, slots, slots);
    }

    /**
     * The part of time in which the series counts. A level that is carried over comes in with its height at the first
     * moment and is gone at the last, as if all had joined and left then.
     *
     * @param from a slot's edge; empty if there is no beginning
     * @param to a slot's edge; empty if there is no end
     */
    public SlotSeries during(Optional<Instant> from, Optional<Instant> to, Measure measure) {
        SortedMap<Instant, Slot> counted = from.isPresent() ? slots.tailMap(from.get()) : slots;
        counted = to.isPresent() ? counted.headMap(to.get()) : counted;
        if (!measure.carriesOver()) {
            return new SlotSeries(member, counted);
        }
        TreeMap<Instant, Slot> cut = new TreeMap<>(counted);
        from.ifPresent(start -> level(start, measure)
                .ifPresent(height -> put(cut, start, step(height, height, start, measure), measure)));
        to.ifPresent(end -> level(end, measure)
                .ifPresent(height -> cut.put(end, step(height.negate(), BigDecimal.ZERO, end, measure))));
        return new SlotSeries(member, counted, cut);
    }

    /** In a slot that keeps its newest number alone, what holds until then needs a place before it. */
    private static void put(TreeMap<Instant, Slot> steps, Instant start, Slot step, Measure measure) {
        if (measure.form() == SlotForm.NEWEST) {
            steps.put(start.minusNanos(1), step);
        } else {
            steps.merge(start, step, (slot, opening) -> slot.merge(opening, measure.form()));
        }
    }

    /** Just before the instant; empty if nothing came before. */
    private Optional<BigDecimal> level(Instant instant, Measure measure) {
        Optional<SlotValue> before = slots.headMap(instant).values().stream()
                .flatMap(slot -> slot.value().stream())
                .reduce(measure.form()::merge);
        return before.map(value -> {
            if (value instanceof Weighted weighted) {
                return weighted.delta();
            }
            return value instanceof Newest newest ? newest.number() : ((Total) value).sum();
        });
    }

    private static Slot step(BigDecimal change, BigDecimal height, Instant at, Measure measure) {
        SlotValue value = switch (measure.form()) {
            case TOTAL -> new Total(change);
            case WEIGHTED -> new Weighted(change, change.multiply(SlotForm.seconds(measure.slotLength())));
            case NEWEST -> new Newest(height, at, "");
            case LEAST, GREATEST -> throw new IllegalArgumentException(measure.form() + " is no level");
        };
        return Slot.ofEvent(Fingerprint.ZERO, value);
    }
}
