package io.tallyhouse.metrics.usage;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was counted.
 *
 * @param whole all points merged
 * @param points by time, then group; intervals without events are left out
 */
public record UsageReport(MetricDefinition metric, Slot whole, List<Point> points) {
    public UsageReport {
        points = List.copyOf(points);
    }

    /** One group in one interval. */
    public record Point(ServicePeriod interval, GroupKey group, Slot slot) {}

    /** Empty where a period without events has no number (MAX). */
    public Optional<BigDecimal> value() {
        return whole.value().or(metric.aggregation()::emptyResult);
    }

    /** @param intervals in order, each from where the one before ends */
    public static UsageReport of(MetricDefinition metric, List<MetricWindow> windows, List<ServicePeriod> intervals) {
        Aggregation aggregation = metric.aggregation();
        TreeMap<Instant, ServicePeriod> byStart = new TreeMap<>();
        intervals.forEach(interval -> byStart.put(interval.from(), interval));
        Map<ServicePeriod, Map<GroupKey, Slot>> merged = new HashMap<>();
        Slot whole = Slot.ZERO;
        for (MetricWindow window : windows) {
            Instant midnight = window.key().day().atStartOfDay(ZoneOffset.UTC).toInstant();
            for (Map.Entry<Integer, Slot> entry : window.slots().entrySet()) {
                Instant start = midnight.plusSeconds(60L * window.slotMinutes() * entry.getKey());
                Map.Entry<Instant, ServicePeriod> interval = byStart.floorEntry(start);
                if (interval != null && interval.getValue().contains(start)) {
                    whole = whole.merge(entry.getValue(), aggregation);
                    merged.computeIfAbsent(interval.getValue(), absent -> new HashMap<>())
                            .merge(window.key().group(), entry.getValue(), (a, b) -> a.merge(b, aggregation));
                }
            }
        }
        return new UsageReport(metric, whole, points(merged));
    }

    private static List<Point> points(Map<ServicePeriod, Map<GroupKey, Slot>> merged) {
        List<Point> points = new ArrayList<>();
        merged.forEach(
                (interval, groups) -> groups.forEach((group, slot) -> points.add(new Point(interval, group, slot))));
        points.sort(Comparator.comparing((Point point) -> point.interval().from())
                .thenComparing(point -> point.group().encoded()));
        return points;
    }
}
