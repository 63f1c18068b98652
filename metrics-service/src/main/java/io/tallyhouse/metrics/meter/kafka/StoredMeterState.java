package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.window.ByteWriter;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.aggregation.SlotValue;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.metrics.meter.ContributionKey;
import io.tallyhouse.metrics.meter.IdentityEntry;
import io.tallyhouse.metrics.meter.IdentityKey;
import io.tallyhouse.metrics.meter.MeterState;
import io.tallyhouse.metrics.meter.SlotAddress;
import io.tallyhouse.metrics.meter.StartedMetric;
import io.tallyhouse.metrics.meter.StartedMetric.Replay;
import io.tallyhouse.metrics.meter.SubjectDay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The state of one partition in the stores of its task. Metric versions are few and stay on the heap as well. */
final class StoredMeterState implements MeterState {
    private static final ByteArraySerializer BYTES = new ByteArraySerializer();

    private final Stores stores;
    private final OpenDays windows;
    private final List<StartedMetric> started = new ArrayList<>();
    private final Map<MetricVersion, Integer> numbers = new HashMap<>();
    private final Map<EventType, List<StartedMetric>> byType = new HashMap<>();

    /** The stores of one task. */
    record Stores(
            IdentityStore identities,
            WindowStore windows,
            KeyValueStore<byte[], byte[]> contributions,
            KeyValueStore<byte[], byte[]> groups,
            KeyValueStore<byte[], byte[]> definitions) {}

    private record EventType(TenantId tenant, String type) {}

    private record MetricVersion(TenantId tenant, MetricId metric, int version) {
        static MetricVersion of(MetricDefinition definition) {
            return new MetricVersion(definition.tenant(), definition.id(), definition.version());
        }
    }

    StoredMeterState(Stores stores, int generation, MeterMemory memory) {
        this.stores = stores;
        this.windows = new OpenDays(stores.windows(), stores.groups(), generation, memory);
        loadStarted();
    }

    OpenDays windows() {
        return windows;
    }

    private void loadStarted() {
        List<StartedMetric> stored = new ArrayList<>();
        try (KeyValueIterator<byte[], byte[]> all = stores.definitions().all()) {
            all.forEachRemaining(entry -> stored.add(StoreCodec.readStarted(entry.value)));
        }
        stored.sort(Comparator.comparingInt(StartedMetric::number));
        stored.forEach(this::remember);
    }

    private void remember(StartedMetric metric) {
        if (metric.number() != started.size()) {
            throw new IllegalStateException(
                    "metric start number " + metric.number() + " is stored where " + started.size() + " was due");
        }
        started.add(metric);
        numbers.put(MetricVersion.of(metric.definition()), metric.number());
        byType.computeIfAbsent(eventType(metric), absent -> new ArrayList<>()).add(metric);
    }

    private static EventType eventType(StartedMetric metric) {
        return new EventType(metric.definition().tenant(), metric.definition().eventType());
    }

    @Override
    public Optional<IdentityEntry> identity(IdentityKey key) {
        return stores.identities().get(key).map(IdentityCodec::read);
    }

    @Override
    public void save(IdentityKey key, IdentityEntry entry) {
        ByteWriter out = stores.identities().writer();
        IdentityCodec.write(out, entry);
        stores.identities().put(key, out);
    }

    @Override
    public void forget(IdentityKey key) {
        stores.identities().forget(key);
    }

    @Override
    public List<StartedMetric> metrics(TenantId tenant, String eventType) {
        return byType.getOrDefault(new EventType(tenant, eventType), List.of());
    }

    @Override
    public StartedMetric metric(int number) {
        return started.get(number);
    }

    @Override
    public Optional<StartedMetric> metric(TenantId tenant, MetricId metric, int version) {
        return Optional.ofNullable(numbers.get(new MetricVersion(tenant, metric, version)))
                .map(started::get);
    }

    @Override
    public void save(StartedMetric metric) {
        stores.definitions().put(StoreCodec.definitionKey(metric.definition()), StoreCodec.write(metric));
        started.set(metric.number(), metric);
        byType.getOrDefault(eventType(metric), List.of())
                .replaceAll(known -> known.number() == metric.number() ? metric : known);
    }

    @Override
    public Optional<StartedMetric> start(MetricDefinition definition, long offset) {
        if (numbers.containsKey(MetricVersion.of(definition))) {
            return Optional.empty();
        }
        StartedMetric metric = new StartedMetric(started.size(), definition, offset, Replay.NOT_BEGUN);
        stores.definitions().put(StoreCodec.definitionKey(definition), StoreCodec.write(metric));
        remember(metric);
        return Optional.of(metric);
    }

    @Override
    public SubjectDay day(TenantId tenant, String subject, long epochDay) {
        return windows.day(tenant, subject, epochDay);
    }

    @Override
    public void addContribution(ContributionKey key, SlotValue value, SlotForm form) {
        stores.contributions().put(StoreCodec.write(key), StoreCodec.write(value, form));
    }

    @Override
    public void removeContribution(ContributionKey key) {
        stores.contributions().delete(StoreCodec.write(key));
    }

    @Override
    public <R> R contributions(SlotAddress slot, SlotForm form, Function<Iterable<SlotValue>, R> reader) {
        byte[] prefix = StoreCodec.contributionPrefix(slot);
        try (KeyValueIterator<byte[], byte[]> values = stores.contributions().prefixScan(prefix, BYTES)) {
            return reader.apply(() -> new Values(values, form));
        }
    }

    /** Only the values of a range. */
    private record Values(Iterator<KeyValue<byte[], byte[]>> entries, SlotForm form) implements Iterator<SlotValue> {
        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public SlotValue next() {
            return StoreCodec.readValue(entries.next().value, form);
        }
    }
}
