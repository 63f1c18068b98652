package io.tallyhouse.metrics.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Slot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Laws over random logs; a failing seed is printed and makes the same log again. */
class MeterProperties {
    private static final int LENGTH = 60;

    @Property(tries = 2_000)
    void counting_and_taking_back_comes_to_what_a_recount_of_the_last_versions_comes_to(@ForAll long seed) {
        List<UsageRecord> log = Timelines.mixed(seed, LENGTH);
        RecountingMeter recounting = new RecountingMeter();
        log.forEach(recounting::apply);

        assertThat(counted(log)).isEqualTo(recounting.slots());
    }

    @Property(tries = 500)
    void the_order_of_different_identities_does_not_matter(@ForAll long seed) {
        List<UsageRecord> log = Timelines.startedFirst(seed, LENGTH);

        assertThat(counted(interleavedAnew(log, new Random(seed)))).isEqualTo(counted(log));
    }

    @Property(tries = 500)
    void sending_all_again_in_the_same_order_changes_nothing_that_the_last_versions_do_not_say(@ForAll long seed) {
        List<UsageRecord> log = new ArrayList<>(Timelines.mixed(seed, LENGTH));
        log.addAll(List.copyOf(log));
        RecountingMeter recounting = new RecountingMeter();
        log.forEach(recounting::apply);

        assertThat(counted(log)).isEqualTo(recounting.slots());
    }

    @Property(tries = 500)
    void voiding_everything_leaves_nothing_behind(@ForAll long seed) {
        List<UsageRecord> log = new ArrayList<>(Timelines.mixed(seed, LENGTH));
        for (UsageRecord record : List.copyOf(log)) {
            identity(record).ifPresent(identity -> log.add(new EventVoid(identity, Usage.ACCEPTED)));
        }
        InMemoryMeterState state = state(log);

        assertThat(state.slots()).isEmpty();
        assertThat(state.contributionCount()).isZero();
    }

    private static Map<SlotAddress, Slot> counted(List<UsageRecord> log) {
        return state(log).slots();
    }

    private static InMemoryMeterState state(List<UsageRecord> log) {
        Meter meter = new Meter(new IdentityHash(Usage.SECRET), 10_000);
        InMemoryMeterState state = new InMemoryMeterState();
        for (int offset = 0; offset < log.size(); offset++) {
            meter.apply(offset, log.get(offset), state);
        }
        return state;
    }

    /** Keeps the order of each identity's records, and the metric starts before all. */
    private static List<UsageRecord> interleavedAnew(List<UsageRecord> log, Random random) {
        List<UsageRecord> result = new ArrayList<>();
        Map<EventIdentity, Deque<UsageRecord>> queues = new LinkedHashMap<>();
        for (UsageRecord record : log) {
            identity(record)
                    .ifPresentOrElse(
                            identity -> queues.computeIfAbsent(identity, absent -> new ArrayDeque<>())
                                    .add(record),
                            () -> result.add(record));
        }
        List<Deque<UsageRecord>> left = new ArrayList<>(queues.values());
        while (!left.isEmpty()) {
            Deque<UsageRecord> next = left.get(random.nextInt(left.size()));
            result.add(next.removeFirst());
            left.removeIf(Deque::isEmpty);
        }
        return result;
    }

    private static Optional<EventIdentity> identity(UsageRecord record) {
        if (record instanceof UsageEvent event) {
            return Optional.of(event.identity());
        }
        if (record instanceof EventVoid voided) {
            return Optional.of(voided.identity());
        }
        return record instanceof EventRestore restored ? Optional.of(restored.identity()) : Optional.empty();
    }
}
