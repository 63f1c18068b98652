package io.tallyhouse.metrics.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventQuarantined;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotForm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Laws over random logs; a failing seed is printed and makes the same log again. */
class MeterProperties {
    private static final int LENGTH = 50;
    private static final int GROUPS_MAX = 2;

    @Property(tries = 1_000)
    void counting_and_taking_back_comes_to_what_a_recount_of_the_last_versions_comes_to(@ForAll long seed) {
        List<UsageRecord> log = Timelines.mixed(seed, LENGTH);
        RecountingMeter recounting = new RecountingMeter();
        log.forEach(recounting::apply);

        assertThat(counted(log)).isEqualTo(recounting.slots());
    }

    @Property(tries = 1_000)
    void the_order_of_different_identities_does_not_matter(@ForAll long seed) {
        List<UsageRecord> log = Timelines.startedFirst(seed, LENGTH);

        assertThat(counted(interleavedAnew(log, new Random(seed)))).isEqualTo(counted(log));
    }

    @Property(tries = 1_000)
    void sending_all_again_in_the_same_order_changes_nothing_that_the_last_versions_do_not_say(@ForAll long seed) {
        List<UsageRecord> log = new ArrayList<>(Timelines.mixed(seed, LENGTH));
        log.addAll(List.copyOf(log));
        RecountingMeter recounting = new RecountingMeter();
        log.forEach(recounting::apply);

        assertThat(counted(log)).isEqualTo(recounting.slots());
    }

    @Property(tries = 1_000)
    void voiding_everything_leaves_nothing_behind(@ForAll long seed) {
        List<UsageRecord> log = new ArrayList<>(Timelines.mixed(seed, LENGTH));
        for (UsageRecord record : List.copyOf(log)) {
            identity(record).ifPresent(identity -> log.add(new EventVoid(identity, Usage.ACCEPTED)));
        }
        InMemoryMeterState state = state(log);

        assertThat(state.slots()).isEmpty();
        assertThat(state.contributionCount()).isZero();
    }

    @Property(tries = 1_000)
    void a_bound_on_groups_moves_events_to_one_more_group_and_loses_none(@ForAll long seed) {
        MeterStory story = new MeterStory(seed, GROUPS_MAX).withGapsInMemory(LENGTH);

        assertThat(withoutGroups(story.counted())).isEqualTo(withoutGroups(story.recounted()));
        assertThat(groups(story.counted()).values()).allMatch(ofDay -> ofDay.size() <= GROUPS_MAX);
    }

    /** All groups of a window added up, that of the overflow like the others. */
    private static Map<SlotAddress, Slot> withoutGroups(Map<SlotAddress, Slot> slots) {
        Map<SlotAddress, Slot> merged = new HashMap<>();
        slots.forEach((address, slot) -> {
            SlotForm form = metric(address.window()).measure().form();
            merged.merge(
                    new SlotAddress(ungrouped(address.window(), address.window().member()), address.index()),
                    slot,
                    (a, b) -> a.merge(b, form));
        });
        return merged;
    }

    /** The groups beside the overflow that a subject's day has under each metric version. */
    private static Map<WindowKey, Set<GroupKey>> groups(Map<SlotAddress, Slot> slots) {
        Map<WindowKey, Set<GroupKey>> groups = new HashMap<>();
        for (SlotAddress address : slots.keySet()) {
            WindowKey window = address.window();
            if (!window.group().isOverflow()) {
                groups.computeIfAbsent(ungrouped(window, ""), absent -> new HashSet<>())
                        .add(window.group());
            }
        }
        return groups;
    }

    private static WindowKey ungrouped(WindowKey window, String member) {
        return new WindowKey(
                window.tenant(),
                window.subject(),
                window.metric(),
                window.version(),
                GroupKey.NONE,
                member,
                window.day());
    }

    private static MetricDefinition metric(WindowKey window) {
        return Timelines.metrics().stream()
                .filter(metric -> metric.id().equals(window.metric()) && metric.version() == window.version())
                .findFirst()
                .orElseThrow();
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
        if (record instanceof EventQuarantined quarantined) {
            return Optional.of(quarantined.event().identity());
        }
        return record instanceof EventRestore restored ? Optional.of(restored.identity()) : Optional.empty();
    }
}
