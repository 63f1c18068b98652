package io.tallyhouse.kernel.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** The laws that let windows be merged in any grouping and events come and go in any order. */
class SlotProperties {
    record Event(Fingerprint digest, BigDecimal value) {}

    @Property
    void merging_is_associative(
            @ForAll("events") List<Event> left,
            @ForAll("events") List<Event> middle,
            @ForAll("events") List<Event> right,
            @ForAll Aggregation aggregation) {
        Slot a = slot(left, aggregation);
        Slot b = slot(middle, aggregation);
        Slot c = slot(right, aggregation);

        assertThat(a.merge(b, aggregation).merge(c, aggregation))
                .isEqualTo(a.merge(b.merge(c, aggregation), aggregation));
    }

    @Property
    void merging_does_not_care_about_order(
            @ForAll("events") List<Event> left, @ForAll("events") List<Event> right, @ForAll Aggregation aggregation) {
        Slot a = slot(left, aggregation);
        Slot b = slot(right, aggregation);

        assertThat(a.merge(b, aggregation)).isEqualTo(b.merge(a, aggregation));
    }

    @Property
    void an_empty_slot_changes_nothing(@ForAll("events") List<Event> events, @ForAll Aggregation aggregation) {
        Slot slot = slot(events, aggregation);

        assertThat(slot.merge(Slot.ZERO, aggregation)).isEqualTo(slot);
        assertThat(Slot.ZERO.merge(slot, aggregation)).isEqualTo(slot);
    }

    @Property
    void the_order_of_events_does_not_matter(
            @ForAll("events") List<Event> events, @ForAll long seed, @ForAll Aggregation aggregation) {
        List<Event> shuffled = new ArrayList<>(events);
        java.util.Collections.shuffle(shuffled, new Random(seed));

        assertThat(slot(shuffled, aggregation)).isEqualTo(slot(events, aggregation));
    }

    @Property
    void retracting_undoes_adding(
            @ForAll("events") List<Event> events, @ForAll("event") Event one, @ForAll Aggregation aggregation) {
        Slot before = slot(events, aggregation);
        Slot added = before.add(one.digest(), one.value(), aggregation);

        assertThat(retracted(added, one, events, aggregation)).isEqualTo(before);
    }

    @Property
    void retracting_all_in_any_order_leaves_zero(
            @ForAll("events") @Size(max = 12) List<Event> events, @ForAll long seed, @ForAll Aggregation aggregation) {
        List<Event> remaining = new ArrayList<>(events);
        Random random = new Random(seed);
        Slot slot = slot(events, aggregation);
        while (!remaining.isEmpty()) {
            Event gone = remaining.remove(random.nextInt(remaining.size()));
            slot = retracted(slot, gone, remaining, aggregation);
        }

        assertThat(slot).isEqualTo(Slot.ZERO);
    }

    @Property
    void a_slot_counts_its_events_and_their_fingerprint(
            @ForAll("events") List<Event> events, @ForAll Aggregation aggregation) {
        Slot slot = slot(events, aggregation);
        Fingerprint sum = events.stream().map(Event::digest).reduce(Fingerprint.ZERO, Fingerprint::plus);
        Optional<BigDecimal> value = events.stream()
                .map(Event::value)
                .reduce(aggregation == Aggregation.MAX ? BigDecimal::max : BigDecimal::add);

        assertThat(slot.events()).isEqualTo(events.size());
        assertThat(slot.fingerprint()).isEqualTo(sum);
        assertThat(slot.value().map(BigDecimal::stripTrailingZeros))
                .isEqualTo(value.map(BigDecimal::stripTrailingZeros));
    }

    private static Slot retracted(Slot slot, Event gone, List<Event> rest, Aggregation aggregation) {
        return aggregation.isInvertible()
                ? slot.retract(gone.digest(), gone.value(), aggregation)
                : slot.retractRecomputing(
                        gone.digest(), rest.stream().map(Event::value).toList(), aggregation);
    }

    private static Slot slot(List<Event> events, Aggregation aggregation) {
        Slot slot = Slot.ZERO;
        for (Event event : events) {
            slot = slot.add(event.digest(), event.value(), aggregation);
        }
        return slot;
    }

    @Provide
    Arbitrary<List<Event>> events() {
        return event().list().ofMaxSize(20);
    }

    @Provide
    Arbitrary<Event> event() {
        Arbitrary<Fingerprint> digests =
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(Fingerprint::new);
        Arbitrary<BigDecimal> values = Arbitraries.bigDecimals()
                .between(new BigDecimal("-1000000"), new BigDecimal("1000000"))
                .ofScale(6);
        return Combinators.combine(digests, values).as(Event::new);
    }
}
