package io.tallyhouse.kernel.aggregation;

import io.tallyhouse.kernel.aggregation.RawEvent.Sender;
import io.tallyhouse.kernel.aggregation.SlotForm.SlotEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Puts events into slots as a meter might: in any order, in parts merged later, among others that come and go. */
final class Slotting {
    private final Measure measure;
    private final SlotForm form;
    private final Random random;

    Slotting(Measure measure, Random random) {
        this.measure = measure;
        this.form = measure.form();
        this.random = random;
    }

    private record SeriesKey(Sender sender, String member) {}

    private record Place(SeriesKey series, Instant start) {}

    /** A slot with the events that are in it. */
    private record Filled(Slot slot, List<RawEvent> events) {}

    /**
     * @param staying what counts in the end
     * @param passing added like the others and taken back some time later, as by other content of the same identity
     */
    List<SlotSeries> of(List<RawEvent> staying, List<RawEvent> passing) {
        List<Map<Place, Filled>> parts = new ArrayList<>();
        for (int part = random.nextInt(4); part >= 0; part--) {
            parts.add(new HashMap<>());
        }
        List<RawEvent> all = new ArrayList<>(staying);
        all.addAll(passing);
        Collections.shuffle(all, random);
        Set<RawEvent> leaving = new HashSet<>(passing);
        Map<RawEvent, Map<Place, Filled>> present = new HashMap<>();
        for (RawEvent event : all) {
            Map<Place, Filled> part = parts.get(random.nextInt(parts.size()));
            add(part, event);
            if (leaving.contains(event)) {
                present.put(event, part);
            }
            takeBackSome(present);
        }
        Map<Place, Filled> whole = merged(parts);
        List<RawEvent> rest = new ArrayList<>(present.keySet());
        Collections.shuffle(rest, random);
        rest.forEach(event -> retract(whole, event));
        return series(whole);
    }

    private void takeBackSome(Map<RawEvent, Map<Place, Filled>> present) {
        for (RawEvent event : List.copyOf(present.keySet())) {
            if (random.nextInt(8) == 0) {
                retract(present.remove(event), event);
            }
        }
    }

    private void add(Map<Place, Filled> part, RawEvent event) {
        Filled before = part.getOrDefault(place(event), new Filled(Slot.ZERO, List.of()));
        List<RawEvent> events = new ArrayList<>(before.events());
        events.add(event);
        part.put(place(event), new Filled(before.slot().add(event.digest(), value(event), form), events));
    }

    private void retract(Map<Place, Filled> part, RawEvent event) {
        Filled before = part.get(place(event));
        List<RawEvent> events = new ArrayList<>(before.events());
        events.remove(event);
        Slot slot = form.isInvertible()
                ? before.slot().retract(event.digest(), value(event), form)
                : before.slot()
                        .retractRecomputing(
                                event.digest(), events.stream().map(this::value).toList(), form);
        part.put(place(event), new Filled(slot, events));
    }

    /** Two parts at a time, whichever they are. */
    private Map<Place, Filled> merged(List<Map<Place, Filled>> parts) {
        while (parts.size() > 1) {
            Map<Place, Filled> one = parts.remove(random.nextInt(parts.size()));
            Map<Place, Filled> other = parts.get(random.nextInt(parts.size()));
            one.forEach((place, filled) -> other.merge(place, filled, this::merged));
        }
        return parts.get(0);
    }

    private Filled merged(Filled left, Filled right) {
        List<RawEvent> events = new ArrayList<>(left.events());
        events.addAll(right.events());
        return new Filled(left.slot().merge(right.slot(), form), events);
    }

    /** Emptied slots stay or go; a series without any may be there. */
    private List<SlotSeries> series(Map<Place, Filled> whole) {
        Map<SeriesKey, TreeMap<Instant, Slot>> slots = new HashMap<>();
        whole.forEach((place, filled) -> {
            TreeMap<Instant, Slot> ofSeries = slots.computeIfAbsent(place.series(), absent -> new TreeMap<>());
            if (!filled.slot().isZero() || random.nextBoolean()) {
                ofSeries.put(place.start(), filled.slot());
            }
        });
        List<SlotSeries> series = new ArrayList<>();
        slots.forEach((key, ofSeries) -> series.add(new SlotSeries(key.member(), ofSeries)));
        Collections.shuffle(series, random);
        return series;
    }

    private Place place(RawEvent event) {
        String member = measure.aggregation() == Aggregation.UNIQUE ? event.member() : "";
        return new Place(new SeriesKey(event.sender(), member), start(event));
    }

    private Instant start(RawEvent event) {
        long length = measure.slotLength().toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(event.time().getEpochSecond(), length) * length);
    }

    private SlotValue value(RawEvent event) {
        return form.of(new SlotEvent(
                number(event), event.time(), event.id(), start(event).plus(measure.slotLength())));
    }

    private BigDecimal number(RawEvent event) {
        return switch (measure.aggregation()) {
            case COUNT -> BigDecimal.ONE;
            case UNIQUE -> measure.operations() && !event.joins() ? BigDecimal.ZERO : BigDecimal.ONE;
            default -> event.number();
        };
    }
}
