package io.tallyhouse.kernel.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.kernel.aggregation.SlotForm.SlotEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

/** The laws that let windows be merged in any grouping and events come and go in any order; each holds of every form. */
class SlotProperties {
    private static final Instant SLOT_START = Instant.parse("2026-10-05T10:00:00Z");
    private static final Instant SLOT_END = Instant.parse("2026-10-05T10:15:00Z");

    record Event(Fingerprint digest, BigDecimal number, int second, String id) {
        SlotValue in(SlotForm form) {
            return form.of(new SlotEvent(number, SLOT_START.plusSeconds(second), id, SLOT_END));
        }
    }

    @Property
    void merging_is_associative(
            @ForAll("events") List<Event> left,
            @ForAll("events") List<Event> middle,
            @ForAll("events") List<Event> right) {
        for (SlotForm form : SlotForm.values()) {
            Slot a = slot(left, form);
            Slot b = slot(middle, form);
            Slot c = slot(right, form);

            assertThat(a.merge(b, form).merge(c, form)).isEqualTo(a.merge(b.merge(c, form), form));
        }
    }

    @Property
    void merging_does_not_care_about_order(@ForAll("events") List<Event> left, @ForAll("events") List<Event> right) {
        for (SlotForm form : SlotForm.values()) {
            Slot a = slot(left, form);
            Slot b = slot(right, form);

            assertThat(a.merge(b, form)).isEqualTo(b.merge(a, form));
        }
    }

    @Property
    void splitting_events_into_two_slots_and_merging_them_is_one_slot(
            @ForAll("events") List<Event> events, @ForAll long seed) {
        Random random = new Random(seed);
        Map<Boolean, List<Event>> parts =
                events.stream().collect(Collectors.partitioningBy(event -> random.nextBoolean()));
        for (SlotForm form : SlotForm.values()) {
            Slot merged = slot(parts.get(true), form).merge(slot(parts.get(false), form), form);

            assertThat(merged).isEqualTo(slot(events, form));
        }
    }

    @Property
    void superseding_equals_never_having_sent_the_first(
            @ForAll("events") List<Event> events, @ForAll("event") Event first, @ForAll("event") Event second) {
        for (SlotForm form : SlotForm.values()) {
            Slot sent = slot(events, form).add(first.digest(), first.in(form), form);
            Slot superseded = retracted(sent, first, events, form).add(second.digest(), second.in(form), form);

            assertThat(superseded).isEqualTo(slot(events, form).add(second.digest(), second.in(form), form));
        }
    }

    @Property
    void an_empty_slot_changes_nothing(@ForAll("events") List<Event> events) {
        for (SlotForm form : SlotForm.values()) {
            Slot slot = slot(events, form);

            assertThat(slot.merge(Slot.ZERO, form)).isEqualTo(slot);
            assertThat(Slot.ZERO.merge(slot, form)).isEqualTo(slot);
        }
    }

    @Property
    void the_order_of_events_does_not_matter(@ForAll("events") List<Event> events, @ForAll long seed) {
        List<Event> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed));
        for (SlotForm form : SlotForm.values()) {
            assertThat(slot(shuffled, form)).isEqualTo(slot(events, form));
        }
    }

    @Property
    void retracting_undoes_adding(@ForAll("events") List<Event> events, @ForAll("event") Event one) {
        for (SlotForm form : SlotForm.values()) {
            Slot before = slot(events, form);
            Slot added = before.add(one.digest(), one.in(form), form);

            assertThat(retracted(added, one, events, form)).isEqualTo(before);
        }
    }

    @Property
    void retracting_all_in_any_order_leaves_zero(
            @ForAll("events") @Size(max = 12) List<Event> events, @ForAll long seed) {
        Random random = new Random(seed);
        for (SlotForm form : SlotForm.values()) {
            List<Event> remaining = new ArrayList<>(events);
            Slot slot = slot(events, form);
            while (!remaining.isEmpty()) {
                Event gone = remaining.remove(random.nextInt(remaining.size()));
                slot = retracted(slot, gone, remaining, form);
            }

            assertThat(slot).isEqualTo(Slot.ZERO);
        }
    }

    @Property
    void a_slot_counts_its_events_and_their_fingerprint(@ForAll("events") List<Event> events) {
        Fingerprint sum = events.stream().map(Event::digest).reduce(Fingerprint.ZERO, Fingerprint::plus);
        for (SlotForm form : SlotForm.values()) {
            Slot slot = slot(events, form);

            assertThat(slot.events()).isEqualTo(events.size());
            assertThat(slot.fingerprint()).isEqualTo(sum);
        }
    }

    @Property
    void a_slot_holds_what_its_events_come_to(@ForAll("events") @NotEmpty List<Event> events) {
        List<BigDecimal> numbers = events.stream().map(Event::number).sorted().toList();
        BigDecimal sum = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal weighted = events.stream()
                .map(event -> event.number().multiply(BigDecimal.valueOf(900 - event.second())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        Event newest = events.stream()
                .max(Comparator.comparing(Event::second)
                        .thenComparing(Event::id)
                        .thenComparing(Event::number))
                .orElseThrow();

        assertThat(slot(events, SlotForm.TOTAL).value()).contains(new SlotValue.Total(sum));
        assertThat(slot(events, SlotForm.LEAST).value()).contains(new SlotValue.Extreme(numbers.get(0)));
        assertThat(slot(events, SlotForm.GREATEST).value())
                .contains(new SlotValue.Extreme(numbers.get(numbers.size() - 1)));
        assertThat(slot(events, SlotForm.NEWEST).value()).contains(newest.in(SlotForm.NEWEST));
        assertThat(slot(events, SlotForm.WEIGHTED).value()).contains(new SlotValue.Weighted(sum, weighted));
    }

    private static Slot retracted(Slot slot, Event gone, List<Event> rest, SlotForm form) {
        return form.isInvertible()
                ? slot.retract(gone.digest(), gone.in(form), form)
                : slot.retractRecomputing(
                        gone.digest(),
                        rest.stream().map(event -> event.in(form)).toList(),
                        form);
    }

    private static Slot slot(List<Event> events, SlotForm form) {
        Slot slot = Slot.ZERO;
        for (Event event : events) {
            slot = slot.add(event.digest(), event.in(form), form);
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
        return Combinators.combine(
                        digests,
                        values,
                        Arbitraries.integers().between(0, 899),
                        Arbitraries.strings().withCharRange('a', 'c').ofMaxLength(2))
                .as(Event::new);
    }
}
