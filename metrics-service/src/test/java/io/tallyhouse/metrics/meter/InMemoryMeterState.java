package io.tallyhouse.metrics.meter;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.aggregation.SlotValue;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.metrics.meter.StartedMetric.Replay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The state on the heap. */
public final class InMemoryMeterState implements MeterState {
    private final Map<IdentityKey, IdentityEntry> identities = new HashMap<>();
    private final Map<SlotAddress, Slot> slots = new HashMap<>();
    private final Map<ContributionKey, SlotValue> contributions = new HashMap<>();
    private final List<StartedMetric> started = new ArrayList<>();
    private final Map<GroupDay, Set<GroupKey>> groups = new HashMap<>();

    private record GroupDay(int metric, String subject, long epochDay) {}

    public Map<SlotAddress, Slot> slots() {
        return Map.copyOf(slots);
    }

    int contributionCount() {
        return contributions.size();
    }

    @Override
    public Optional<IdentityEntry> identity(IdentityKey key) {
        return Optional.ofNullable(identities.get(key));
    }

    @Override
    public void save(IdentityKey key, IdentityEntry entry) {
        identities.put(key, entry);
    }

    @Override
    public void forget(IdentityKey key) {
        identities.remove(key);
    }

    @Override
    public List<StartedMetric> metrics(TenantId tenant, String eventType) {
        return started.stream()
                .filter(metric -> metric.definition().tenant().equals(tenant))
                .filter(metric -> metric.definition().eventType().equals(eventType))
                .toList();
    }

    @Override
    public StartedMetric metric(int number) {
        return started.get(number);
    }

    @Override
    public Optional<StartedMetric> metric(TenantId tenant, MetricId metric, int version) {
        return started.stream()
                .filter(known -> known.definition().tenant().equals(tenant))
                .filter(known -> known.definition().id().equals(metric)
                        && known.definition().version() == version)
                .findFirst();
    }

    @Override
    public void save(StartedMetric metric) {
        started.set(metric.number(), metric);
    }

    @Override
    public Optional<StartedMetric> start(MetricDefinition definition, long offset) {
        if (metric(definition.tenant(), definition.id(), definition.version()).isPresent()) {
            return Optional.empty();
        }
        StartedMetric metric = new StartedMetric(started.size(), definition, offset, Replay.NOT_BEGUN);
        started.add(metric);
        return Optional.of(metric);
    }

    @Override
    public SubjectDay day(TenantId tenant, String subject, long epochDay) {
        return new Day(subject, epochDay);
    }

    private final class Day implements SubjectDay {
        private final String subject;
        private final long epochDay;

        Day(String subject, long epochDay) {
            this.subject = subject;
            this.epochDay = epochDay;
        }

        @Override
        public Slot slot(StartedMetric metric, Contribution contribution, int index) {
            return slots.getOrDefault(address(metric, contribution, index), Slot.ZERO);
        }

        @Override
        public void save(StartedMetric metric, Contribution contribution, int index, Slot slot) {
            SlotAddress address = address(metric, contribution, index);
            if (slot.isZero()) {
                slots.remove(address);
            } else {
                slots.put(address, slot);
            }
        }

        private SlotAddress address(StartedMetric metric, Contribution contribution, int index) {
            int seconds = index * metric.definition().slotMinutes() * 60;
            Instant start =
                    LocalDate.ofEpochDay(epochDay).atStartOfDay(ZoneOffset.UTC).toInstant();
            return SlotAddress.of(metric.definition(), subject, contribution, start.plusSeconds(seconds));
        }

        @Override
        public boolean hasGroup(StartedMetric metric, GroupKey group) {
            return groups.getOrDefault(name(metric), Set.of()).contains(group);
        }

        @Override
        public int groups(StartedMetric metric) {
            return groups.getOrDefault(name(metric), Set.of()).size();
        }

        @Override
        public void addGroup(StartedMetric metric, GroupKey group) {
            groups.computeIfAbsent(name(metric), absent -> new HashSet<>()).add(group);
        }

        private GroupDay name(StartedMetric metric) {
            return new GroupDay(metric.number(), subject, epochDay);
        }
    }

    @Override
    public void addContribution(ContributionKey key, SlotValue value, SlotForm form) {
        contributions.put(key, value);
    }

    @Override
    public void removeContribution(ContributionKey key) {
        contributions.remove(key);
    }

    @Override
    public <R> R contributions(SlotAddress slot, SlotForm form, Function<Iterable<SlotValue>, R> reader) {
        return reader.apply(contributions.entrySet().stream()
                .filter(entry -> entry.getKey().slot().equals(slot))
                .map(Map.Entry::getValue)
                .toList());
    }
}
