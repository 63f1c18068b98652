package io.tallyhouse.metrics.meter;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.metric.PropertyFilter;
import io.tallyhouse.contracts.metric.PropertyFilter.Operator;
import io.tallyhouse.contracts.usage.CanonicalForm;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.FormerVersion;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayEnd;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayedEvent;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Proration;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A second meter, slow and obvious: it keeps the last version of every identity and, when asked, counts all of them
 * from the beginning. It never takes anything back, and knows what an archive knows. A metric version whose past is
 * replayed to the end counts as if it had started before all events.
 */
public final class RecountingMeter {
    private static final BigInteger TWO_TO_128 = BigInteger.ONE.shiftLeft(128);

    private final List<MetricDefinition> started = new ArrayList<>();
    private final List<MetricDefinition> replayed = new ArrayList<>();
    private final Map<EventIdentity, Version> versions = new LinkedHashMap<>();
    private final Map<EventIdentity, Long> revisions = new HashMap<>();
    private final Set<EventIdentity> voids = new HashSet<>();
    private long offset;

    private record Version(
            long offset, UsageEvent event, String timeText, BigInteger digest, List<MetricDefinition> metrics) {}

    private record Part(BigInteger digest, BigDecimal number, Instant time, String id, String member) {}

    /** The records of one partition, in the order of their offsets, from 0. */
    public void apply(UsageRecord record) {
        if (record instanceof UsageEvent event) {
            receive(event);
        } else if (record instanceof EventVoid voided) {
            voids.add(voided.identity());
        } else if (record instanceof EventRestore restored) {
            voids.remove(restored.identity());
        } else if (record instanceof MetricStart start && !started.contains(start.definition())) {
            started.add(start.definition());
        } else if (record instanceof ReplayEnd end) {
            started.stream()
                    .filter(metric -> metric.tenant().equals(end.tenant())
                            && metric.id().equals(end.metric())
                            && metric.version() == end.version())
                    .forEach(replayed::add);
        }
        offset++;
    }

    /** The last received stands, but that one with a revision must not be below the highest received. */
    private void receive(UsageEvent event) {
        Version former = versions.get(event.identity());
        String timeText = event.time().orElseGet(() -> former == null ? event.timeText() : former.timeText());
        BigInteger digest = new BigInteger(CanonicalForm.digest(event, timeText).hex(), 16);
        boolean isSame = former != null && former.digest().equals(digest);
        long highest = revisions.getOrDefault(event.identity(), Long.MIN_VALUE);
        if (!isSame && event.revision().orElse(Long.MAX_VALUE) >= highest) {
            versions.put(event.identity(), new Version(offset, event, timeText, digest, List.copyOf(started)));
        }
        event.revision().ifPresent(sent -> revisions.merge(event.identity(), sent, Math::max));
    }

    /** What an archive that has read all finds of the identity. */
    Optional<FormerVersion> former(EventIdentity identity) {
        return Optional.ofNullable(versions.get(identity))
                .map(version -> new FormerVersion(
                        version.offset(),
                        version.event().type(),
                        version.timeText(),
                        version.event().data(),
                        Optional.ofNullable(revisions.get(identity)),
                        voids.contains(identity)));
    }

    /** What is to be replayed for a metric version that starts now. */
    List<UsageRecord> past(MetricDefinition metric) {
        return versions.values().stream()
                .filter(version -> version.event().type().equals(metric.eventType()))
                .sorted(Comparator.comparing(Version::offset))
                .<UsageRecord>map(version -> new ReplayedEvent(
                        metric.id(),
                        metric.version(),
                        version.offset(),
                        voids.contains(version.event().identity()),
                        former(version.event().identity())
                                .orElseThrow()
                                .event(version.event().identity())))
                .toList();
    }

    public Map<SlotAddress, Slot> slots() {
        Map<SlotAddress, List<Part>> parts = new HashMap<>();
        Map<SlotAddress, MetricDefinition> metrics = new HashMap<>();
        versions.forEach((identity, version) -> {
            if (voids.contains(identity)) {
                return;
            }
            Set<MetricDefinition> counting = new LinkedHashSet<>(version.metrics());
            counting.addAll(replayed);
            for (MetricDefinition metric : counting) {
                part(metric, version).ifPresent(part -> {
                    SlotAddress address = address(metric, version, part);
                    metrics.put(address, metric);
                    parts.computeIfAbsent(address, absent -> new ArrayList<>()).add(part);
                });
            }
        });
        Map<SlotAddress, Slot> slots = new HashMap<>();
        parts.forEach((address, counted) -> slots.put(address, slot(metrics.get(address), address, counted)));
        return slots;
    }

    private static Optional<Part> part(MetricDefinition metric, Version version) {
        UsageEvent event = version.event();
        if (!event.type().equals(metric.eventType())
                || !metric.filters().stream().allMatch(filter -> holds(filter, event))) {
            return Optional.empty();
        }
        Optional<DataValue> sent =
                metric.property().map(property -> event.data().get(property));
        Optional<String> member =
                metric.aggregation() == Aggregation.UNIQUE ? sent.flatMap(DataValue::comparable) : Optional.of("");
        Optional<BigDecimal> number = switch (metric.aggregation()) {
            case COUNT -> Optional.of(BigDecimal.ONE);
            case UNIQUE -> presence(metric, event);
            default -> sent.flatMap(DataValue::number);
        };
        return number.isEmpty() || member.isEmpty()
                ? Optional.empty()
                : Optional.of(new Part(
                        version.digest(),
                        number.get(),
                        OffsetDateTime.parse(version.timeText()).toInstant(),
                        event.identity().id(),
                        member.get()));
    }

    private static boolean holds(PropertyFilter filter, UsageEvent event) {
        Optional<String> value =
                Optional.ofNullable(event.data().get(filter.property())).flatMap(DataValue::comparable);
        boolean isListed = value.isPresent() && filter.values().contains(value.get());
        if (filter.operator() == Operator.IN || filter.operator() == Operator.NOT_IN) {
            return isListed == (filter.operator() == Operator.IN);
        }
        throw new IllegalArgumentException(filter.operator() + " is not recounted");
    }

    /** add, or nothing said: 1; remove: 0; anything else: the event does not count. */
    private static Optional<BigDecimal> presence(MetricDefinition metric, UsageEvent event) {
        String said = metric.operationProperty()
                .map(property -> event.data().get(property))
                .flatMap(DataValue::comparable)
                .orElse("add");
        return said.equals("add")
                ? Optional.of(BigDecimal.ONE)
                : said.equals("remove") ? Optional.of(BigDecimal.ZERO) : Optional.empty();
    }

    private static SlotAddress address(MetricDefinition metric, Version version, Part part) {
        LocalDateTime time = part.time().atOffset(ZoneOffset.UTC).toLocalDateTime();
        List<String> group = new ArrayList<>();
        for (String property : metric.groupBy()) {
            DataValue value = version.event().data().get(property);
            group.add(value == null ? null : value.comparable().orElse(null));
        }
        EventIdentity identity = version.event().identity();
        return new SlotAddress(
                new WindowKey(
                        identity.tenant(),
                        identity.subject(),
                        metric.id(),
                        metric.version(),
                        GroupKey.of(group),
                        part.member(),
                        time.toLocalDate()),
                (time.getHour() * 60 + time.getMinute()) / metric.slotMinutes());
    }

    private static Slot slot(MetricDefinition metric, SlotAddress address, List<Part> parts) {
        BigInteger fingerprint = BigInteger.ZERO;
        for (Part part : parts) {
            fingerprint = fingerprint.add(part.digest()).mod(TWO_TO_128);
        }
        SlotValue value = value(metric, address, parts);
        return new Slot(parts.size(), Fingerprint.parse("%032x".formatted(fingerprint)), Optional.of(value));
    }

    private static SlotValue value(MetricDefinition metric, SlotAddress address, List<Part> parts) {
        BigDecimal sum = parts.stream().map(Part::number).reduce(BigDecimal.ZERO, BigDecimal::add);
        List<BigDecimal> ascending = parts.stream().map(Part::number).sorted().toList();
        Part newest = parts.stream()
                .max(Comparator.comparing(Part::time).thenComparing(Part::id).thenComparing(Part::number))
                .orElseThrow();
        SlotValue total = new SlotValue.Total(sum);
        SlotValue last = new SlotValue.Newest(newest.number(), newest.time(), newest.id());
        boolean isWeighted = metric.options().prorate().equals(Optional.of(Proration.SECONDS));
        return switch (metric.aggregation()) {
            case COUNT, SUM -> isWeighted ? weighted(metric, address, parts) : total;
            case AVG, PERCENTILE -> total;
            case MIN -> new SlotValue.Extreme(ascending.get(0));
            case MAX -> new SlotValue.Extreme(ascending.get(ascending.size() - 1));
            case LATEST, GAUGE -> last;
            case UNIQUE -> metric.operationProperty().isPresent() ? last : total;
            case WEIGHTED_SUM -> weighted(metric, address, parts);
        };
    }

    /** Each number also times the seconds from it to the end of the slot. */
    private static SlotValue weighted(MetricDefinition metric, SlotAddress address, List<Part> parts) {
        Instant end = address.window()
                .day()
                .atStartOfDay()
                .plusMinutes((address.index() + 1L) * metric.slotMinutes())
                .toInstant(ZoneOffset.UTC);
        BigDecimal delta = BigDecimal.ZERO;
        BigDecimal deltaSeconds = BigDecimal.ZERO;
        for (Part part : parts) {
            BigDecimal nanos = new BigDecimal(Duration.between(part.time(), end).toNanos());
            delta = delta.add(part.number());
            deltaSeconds = deltaSeconds.add(part.number().multiply(nanos.movePointLeft(9)));
        }
        return new SlotValue.Weighted(delta, deltaSeconds);
    }
}
