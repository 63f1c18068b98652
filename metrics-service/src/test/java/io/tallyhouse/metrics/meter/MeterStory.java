package io.tallyhouse.metrics.meter;

import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventQuarantined;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.FormerVersion;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayEnd;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayStart;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A random life of one partition: live records, metric versions that start, replays of their past between live records,
 * and a memory that may lose what nobody has touched for long. Meter and recount see the same log; the recount is also
 * the archive that replays and former versions come from.
 */
final class MeterStory {
    private final Random random;
    private final Timelines timelines;
    private final Meter meter;
    private final IdentityHash identityHash = new IdentityHash(Usage.SECRET);
    private final InMemoryMeterState state = new InMemoryMeterState();
    private final RecountingMeter recounting = new RecountingMeter();
    private final List<MetricDefinition> toStart = new ArrayList<>(Timelines.metrics());
    private final List<Replay> replays = new ArrayList<>();
    private final Map<EventIdentity, Long> touched = new HashMap<>();
    private final Map<EventIdentity, FormerVersion> firstFound = new HashMap<>();
    private long offset;

    /** The past of a metric version as records, of which the next is to be sent. */
    private static final class Replay {
        private final MetricDefinition metric;
        private final long start;
        private final List<UsageRecord> records = new ArrayList<>();
        private int next;
        private boolean isDone;

        Replay(MetricDefinition metric, long start, List<UsageRecord> past) {
            this.metric = metric;
            this.start = start;
            records.add(new ReplayStart(metric.tenant(), metric.id(), metric.version(), past.size()));
            records.addAll(past);
            records.add(new ReplayEnd(metric.tenant(), metric.id(), metric.version()));
        }
    }

    MeterStory(long seed, int groupsMax) {
        random = new Random(seed);
        timelines = new Timelines(random, 2, 4);
        meter = new Meter(identityHash, groupsMax);
    }

    /** Metric versions start, and their past is replayed between live records, some of it again. */
    MeterStory withReplays(int length) {
        for (int step = 0; step < length; step++) {
            switch (random.nextInt(8)) {
                case 0 -> startMetric();
                case 1, 2 -> replaySome();
                default -> live(false);
            }
        }
        return caughtUp();
    }

    /** As {@link #withReplays}, with a memory that loses identities; each record brings what the archive has. */
    MeterStory withGapsInMemory(int length) {
        for (int step = 0; step < length; step++) {
            switch (random.nextInt(12)) {
                case 0 -> startMetric();
                case 1, 2 -> replaySome();
                case 3, 4 -> forgetSome();
                default -> live(true);
            }
        }
        return caughtUp();
    }

    /** Replays what is left, between live records. */
    private MeterStory caughtUp() {
        while (replays.stream().anyMatch(replay -> !replay.isDone)) {
            replaySome();
            live(true);
        }
        return this;
    }

    Map<SlotAddress, Slot> counted() {
        return state.slots();
    }

    Map<SlotAddress, Slot> recounted() {
        return recounting.slots();
    }

    /** The metric versions that have started, as the meter knows them. */
    List<StartedMetric> started() {
        return replays.stream()
                .map(replay -> state.metric(replay.metric.tenant(), replay.metric.id(), replay.metric.version())
                        .orElseThrow())
                .toList();
    }

    /** How many events the past of each started metric version had. */
    List<Long> pasts() {
        return replays.stream().map(replay -> replay.records.size() - 2L).toList();
    }

    private void apply(UsageRecord record) {
        meter.apply(offset, record, state);
        recounting.apply(record);
        offset++;
    }

    private void startMetric() {
        if (!toStart.isEmpty()) {
            MetricDefinition metric = toStart.remove(random.nextInt(toStart.size()));
            replays.add(new Replay(metric, offset, recounting.past(metric)));
            apply(new MetricStart(metric));
        }
    }

    /** A few records of one replay; it may begin again at an earlier place, even after its end. */
    private void replaySome() {
        if (replays.isEmpty()) {
            return;
        }
        Replay replay = replays.get(random.nextInt(replays.size()));
        if (random.nextInt(4) == 0) {
            replay.next = random.nextInt(replay.next + 1);
        }
        for (int count = random.nextInt(6); count >= 0 && replay.next < replay.records.size(); count--) {
            apply(replay.records.get(replay.next++));
        }
        replay.isDone |= replay.next == replay.records.size();
    }

    private void live(boolean alwaysLookedUp) {
        UsageRecord record = timelines.ofIdentity();
        if (record instanceof EventQuarantined) {
            apply(record);
            return;
        }
        EventIdentity identity = identity(record);
        Optional<FormerVersion> now = recounting.former(identity);
        now.ifPresent(found -> firstFound.putIfAbsent(identity, found));
        boolean isRemembered = state.identity(identityHash.of(identity)).isPresent();
        Optional<FormerVersion> former = isRemembered ? lagging(identity, now) : now;
        boolean isLookedUp = alwaysLookedUp || random.nextBoolean();
        apply(isLookedUp && former.isPresent() ? with(record, former.get()) : record);
        touched.put(identity, offset);
    }

    /** While the meter remembers, the archive may be behind. */
    private Optional<FormerVersion> lagging(EventIdentity identity, Optional<FormerVersion> now) {
        return switch (random.nextInt(3)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.ofNullable(firstFound.get(identity));
            default -> now;
        };
    }

    /**
     * Memory outlasts replays, so nothing that was touched since the start of one that still runs is lost; and a void
     * that nothing was sent to yet is in no archive, so it is not lost here.
     */
    private void forgetSome() {
        long since = replays.stream()
                .filter(replay -> !replay.isDone)
                .mapToLong(replay -> replay.start)
                .min()
                .orElse(Long.MAX_VALUE);
        touched.forEach((identity, last) -> {
            if (last <= since && recounting.former(identity).isPresent() && random.nextInt(3) > 0) {
                state.forget(identityHash.of(identity));
            }
        });
    }

    static EventIdentity identity(UsageRecord record) {
        if (record instanceof UsageEvent event) {
            return event.identity();
        }
        return record instanceof EventVoid voided ? voided.identity() : ((EventRestore) record).identity();
    }

    private static UsageRecord with(UsageRecord record, FormerVersion former) {
        if (record instanceof UsageEvent event) {
            return event.with(former);
        }
        return record instanceof EventVoid voided
                ? new EventVoid(voided.identity(), voided.acceptedAt(), Optional.of(former))
                : new EventRestore(identity(record), ((EventRestore) record).acceptedAt(), Optional.of(former));
    }
}
