package io.tallyhouse.contracts.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.aggregation.SlotValue;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Changing the bytes is the same as reading, changing and writing the window. */
class WindowValueProperties {
    private static MetricWindow window(Map<Integer, Slot> slots, long counter) {
        WindowKey key = new WindowKey(
                new TenantId("default"), "acme", new MetricId("m"), 1, GroupKey.NONE, "", LocalDate.of(2026, 10, 5));
        return new MetricWindow(key, SlotForm.TOTAL, 1, new Revision(3, counter), new TreeMap<>(slots));
    }

    @Property
    void changed_bytes_are_those_of_the_changed_window(
            @ForAll("slots") Map<Integer, Slot> before, @ForAll("slots") Map<Integer, Slot> changes) {
        Map<Integer, Slot> after = new TreeMap<>(before);
        after.putAll(changes);

        WindowValue next =
                WindowValue.of(WindowRecordCodec.writeValue(window(before, 6))).next(new TreeMap<>(changes));

        assertThat(next.bytes()).isEqualTo(WindowRecordCodec.writeValue(window(after, 7)));
        assertThat(next.revision()).isEqualTo(new Revision(3, 7));
    }

    @Property
    void every_slot_is_read_as_it_was_written(@ForAll("slots") Map<Integer, Slot> slots) {
        WindowValue value = WindowValue.of(WindowRecordCodec.writeValue(window(slots, 1)));

        for (int index = 0; index < 1440; index++) {
            assertThat(value.slot(index)).isEqualTo(slots.getOrDefault(index, Slot.ZERO));
        }
    }

    @Property(tries = 20)
    void a_window_begins_empty(@ForAll("slots") Map<Integer, Slot> slots) {
        WindowValue first = WindowValue.empty(SlotForm.TOTAL, 1, 3).next(new TreeMap<>(slots));

        assertThat(first.bytes()).isEqualTo(WindowRecordCodec.writeValue(window(slots, 1)));
    }

    @Provide
    Arbitrary<Map<Integer, Slot>> slots() {
        Arbitrary<BigDecimal> values = Arbitraries.bigDecimals()
                .between(new BigDecimal("-1000000000000"), new BigDecimal("1000000000000"))
                .ofScale(4);
        Arbitrary<Slot> counted = Combinators.combine(
                        Arbitraries.longs().between(1, 1_000_000), Arbitraries.longs(), Arbitraries.longs(), values)
                .as((events, high, low, value) ->
                        new Slot(events, new Fingerprint(high, low), Optional.of(new SlotValue.Total(value))));
        Arbitrary<Slot> slots = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, counted), net.jqwik.api.Tuple.of(1, Arbitraries.just(Slot.ZERO)));
        return Arbitraries.maps(Arbitraries.integers().between(0, 1439), slots).ofMaxSize(12);
    }
}
