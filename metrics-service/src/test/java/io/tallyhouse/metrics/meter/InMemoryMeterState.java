package io.tallyhouse.metrics.meter;

import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.id.TenantId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The state on the heap. */
public final class InMemoryMeterState implements MeterState {
    private final Map<IdentityKey, IdentityEntry> identities = new HashMap<>();
    private final Map<SlotAddress, Slot> slots = new HashMap<>();
    private final Map<ContributionKey, BigDecimal> contributions = new HashMap<>();
    private final List<StartedMetric> started = new ArrayList<>();

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
    public Optional<StartedMetric> start(MetricDefinition definition, long offset) {
        boolean known = started.stream()
                .map(StartedMetric::definition)
                .anyMatch(other -> other.tenant().equals(definition.tenant())
                        && other.id().equals(definition.id())
                        && other.version() == definition.version());
        if (known) {
            return Optional.empty();
        }
        StartedMetric metric = new StartedMetric(started.size(), definition, offset);
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
    public void addContribution(ContributionKey key, BigDecimal value) {
        contributions.put(key, value);
    }

    @Override
    public void removeContribution(ContributionKey key) {
        contributions.remove(key);
    }

    @Override
    public <R> R contributions(SlotAddress slot, Function<Iterable<BigDecimal>, R> reader) {
        return reader.apply(contributions.entrySet().stream()
                .filter(entry -> entry.getKey().slot().equals(slot))
                .map(Map.Entry::getValue)
                .toList());
    }
}
