package io.tallyhouse.contracts.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.aggregation.SlotForm.SlotEvent;
import io.tallyhouse.kernel.aggregation.SlotValue;
import io.tallyhouse.kernel.aggregation.SlotValue.Total;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The table against a map of slots, and its bytes against the codec's. */
class SlotTableProperties {
    private static final WindowKey KEY = new WindowKey(
            new TenantId("t"), "acme", new MetricId("m"), 1, GroupKey.NONE, "", LocalDate.ofEpochDay(20_000));
    private static final List<String> NUMBERS = List.of(
            "1",
            "-3",
            "0",
            "2.5",
            "-0.25",
            "999999999999999999",
            "-999999999999999999",
            "1000000000000000000",
            "9223372036854775807",
            "1234567890123456789012345678901234");

    private final ByteWriter writer = new ByteWriter();

    /** What was added to a slot, to be taken back. */
    private record Added(int index, Fingerprint digest, SlotValue value) {}

    @Property(tries = 1_000)
    void it_holds_what_a_map_of_slots_holds_and_is_written_as_the_codec_writes(
            @ForAll long seed, @ForAll SlotForm form) {
        Random random = new Random(seed);
        SlotTable table = SlotTable.empty(form, 15, 3);
        TreeMap<Integer, Slot> slots = new TreeMap<>();
        List<Added> added = new ArrayList<>();
        Revision revision = new Revision(3, 0);
        for (int step = 0; step < 120; step++) {
            if (form.isInvertible() && !added.isEmpty() && random.nextInt(3) == 0) {
                takeBack(table, slots, added.remove(random.nextInt(added.size())), form);
            } else {
                add(table, slots, added, random, form);
            }
            if (random.nextInt(20) == 0) {
                revision = revision.next();
                byte[] bytes = table.next(writer);
                assertThat(bytes)
                        .isEqualTo(WindowRecordCodec.writeValue(new MetricWindow(KEY, form, 15, revision, slots)));
                table = SlotTable.of(bytes);
                assertThat(table.bytes(writer)).isEqualTo(bytes);
            }
        }
    }

    private static void add(
            SlotTable table, TreeMap<Integer, Slot> slots, List<Added> added, Random random, SlotForm form) {
        int index = random.nextInt(96);
        Fingerprint digest = new Fingerprint(random.nextLong(), random.nextInt(4) - 2L);
        BigDecimal number = new BigDecimal(NUMBERS.get(random.nextInt(NUMBERS.size())));
        Instant time = Instant.ofEpochSecond(random.nextInt(900), random.nextInt(2));
        SlotValue value = form.of(new SlotEvent(number, time, "e-" + random.nextInt(9), Instant.ofEpochSecond(900)));
        Slot before = slots.getOrDefault(index, Slot.ZERO);
        slots.put(index, before.add(digest, value, form));
        assertThat(table.slot(index)).isEqualTo(before);
        if (value instanceof Total) {
            table.addTotal(index, digest, number);
        } else {
            table.put(index, table.slot(index).add(digest, value, form));
        }
        assertThat(table.slot(index)).isEqualTo(slots.get(index));
        added.add(new Added(index, digest, value));
    }

    private static void takeBack(SlotTable table, TreeMap<Integer, Slot> slots, Added added, SlotForm form) {
        Slot rest = slots.get(added.index()).retract(added.digest(), added.value(), form);
        table.put(added.index(), table.slot(added.index()).retract(added.digest(), added.value(), form));
        assertThat(table.slot(added.index())).isEqualTo(rest);
        if (rest.isZero()) {
            slots.remove(added.index());
        } else {
            slots.put(added.index(), rest);
        }
    }
}
