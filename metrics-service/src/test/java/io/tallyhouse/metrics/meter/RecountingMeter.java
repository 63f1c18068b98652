package io.tallyhouse.metrics.meter;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.usage.CanonicalForm;
import io.tallyhouse.contracts.usage.DataValue;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A second meter, slow and obvious: it keeps the last version of every identity and, when asked, counts all of them
 * from the beginning. It never takes anything back.
 */
public final class RecountingMeter {
    private static final BigInteger TWO_TO_128 = BigInteger.ONE.shiftLeft(128);

    private final List<MetricDefinition> started = new ArrayList<>();
    private final Map<EventIdentity, Version> versions = new LinkedHashMap<>();
    private final Set<EventIdentity> voids = new HashSet<>();

    private record Version(UsageEvent event, String timeText, List<MetricDefinition> metrics) {
        BigInteger digest() {
            return new BigInteger(CanonicalForm.digest(event, timeText).hex(), 16);
        }
    }

    private record Part(BigInteger digest, BigDecimal value, Instant time, String id) {}

    public void apply(UsageRecord record) {
        if (record instanceof UsageEvent event) {
            Version former = versions.get(event.identity());
            String timeText = event.time().orElseGet(() -> former == null ? event.timeText() : former.timeText());
            Version version = new Version(event, timeText, List.copyOf(started));
            if (former == null || !former.digest().equals(version.digest())) {
                versions.put(event.identity(), version);
            }
        } else if (record instanceof EventVoid voided) {
            voids.add(voided.identity());
        } else if (record instanceof EventRestore restored) {
            voids.remove(restored.identity());
        } else if (record instanceof MetricStart start && !started.contains(start.definition())) {
            started.add(start.definition());
        }
    }

    public Map<SlotAddress, Slot> slots() {
        Map<SlotAddress, List<Part>> parts = new HashMap<>();
        Map<SlotAddress, MetricDefinition> metrics = new HashMap<>();
        versions.forEach((identity, version) -> {
            if (voids.contains(identity)) {
                return;
            }
            for (MetricDefinition metric : version.metrics()) {
                part(metric, version).ifPresent(part -> {
                    SlotAddress address = address(metric, version);
                    metrics.put(address, metric);
                    parts.computeIfAbsent(address, absent -> new ArrayList<>()).add(part);
                });
            }
        });
        Map<SlotAddress, Slot> slots = new HashMap<>();
        parts.forEach((address, counted) -> slots.put(address, slot(metrics.get(address), counted)));
        return slots;
    }

    private static Optional<Part> part(MetricDefinition metric, Version version) {
        UsageEvent event = version.event();
        boolean filtersHold = metric.filters().stream()
                .allMatch(filter -> event.data().containsKey(filter.property())
                        && event.data()
                                .get(filter.property())
                                .comparable()
                                .filter(filter.values()::contains)
                                .isPresent());
        if (!event.type().equals(metric.eventType()) || !filtersHold) {
            return Optional.empty();
        }
        Optional<BigDecimal> value = metric.property().isEmpty()
                ? Optional.of(BigDecimal.ONE)
                : Optional.ofNullable(event.data().get(metric.property().get())).flatMap(DataValue::number);
        return value.map(number -> new Part(
                version.digest(),
                number,
                OffsetDateTime.parse(version.timeText()).toInstant(),
                event.identity().id()));
    }

    private static SlotAddress address(MetricDefinition metric, Version version) {
        LocalDateTime time = OffsetDateTime.parse(version.timeText())
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toLocalDateTime();
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
                        "",
                        time.toLocalDate()),
                (time.getHour() * 60 + time.getMinute()) / metric.slotMinutes());
    }

    private static Slot slot(MetricDefinition metric, List<Part> parts) {
        BigInteger fingerprint = BigInteger.ZERO;
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal least = parts.get(0).value();
        BigDecimal greatest = parts.get(0).value();
        Part newest = parts.get(0);
        for (Part part : parts) {
            fingerprint = fingerprint.add(part.digest()).mod(TWO_TO_128);
            sum = sum.add(part.value());
            least = part.value().compareTo(least) < 0 ? part.value() : least;
            greatest = part.value().compareTo(greatest) > 0 ? part.value() : greatest;
            newest = isLater(part, newest) ? part : newest;
        }
        SlotValue value = switch (metric.aggregation()) {
            case COUNT -> new SlotValue.Total(BigDecimal.valueOf(parts.size()));
            case SUM, AVG, PERCENTILE -> new SlotValue.Total(sum);
            case MIN -> new SlotValue.Extreme(least);
            case MAX -> new SlotValue.Extreme(greatest);
            case LATEST, GAUGE -> new SlotValue.Newest(newest.value(), newest.time(), newest.id());
            case UNIQUE, WEIGHTED_SUM -> throw new IllegalArgumentException(metric.aggregation() + " is not recounted");
        };
        return new Slot(parts.size(), Fingerprint.parse("%032x".formatted(fingerprint)), Optional.of(value));
    }

    private static boolean isLater(Part part, Part other) {
        int byTime = part.time().compareTo(other.time());
        int byId = byTime != 0 ? byTime : part.id().compareTo(other.id());
        return byId != 0 ? byId > 0 : part.value().compareTo(other.value()) > 0;
    }
}
