package io.tallyhouse.metrics.meter;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.aggregation.SlotValue;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.metrics.meter.StartedMetric.Replay;
import java.time.LocalDate;
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
    private final Map<GroupDayName, Set<GroupKey>> groups = new HashMap<>();

    private record GroupDayName(int metric, String subject, LocalDate day) {
        static GroupDayName of(GroupDay day) {
            return new GroupDayName(day.metric().number(), day.subject(), day.day());
        }
    }

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
    public boolean hasGroup(GroupDay day, GroupKey group) {
        return groups.getOrDefault(GroupDayName.of(day), Set.of()).contains(group);
    }

    @Override
    public int groups(GroupDay day) {
        return groups.getOrDefault(GroupDayName.of(day), Set.of()).size();
    }

    @Override
    public void addGroup(GroupDay day, GroupKey group) {
        groups.computeIfAbsent(GroupDayName.of(day), absent -> new HashSet<>()).add(group);
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
    public Slot slot(StartedMetric metric, SlotAddress address) {
        return slots.getOrDefault(address, Slot.ZERO);
    }

    @Override
    public void save(StartedMetric metric, SlotAddress address, Slot slot) {
        if (slot.isZero()) {
            slots.remove(address);
        } else {
            slots.put(address, slot);
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
