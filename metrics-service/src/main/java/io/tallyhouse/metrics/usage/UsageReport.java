package io.tallyhouse.metrics.usage;

import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.aggregation.Measure;
import io.tallyhouse.kernel.aggregation.PeriodUsage;
import io.tallyhouse.kernel.aggregation.SlotSeries;
import io.tallyhouse.kernel.time.ServicePeriod;
import io.tallyhouse.kit.window.WindowSeries;
import io.tallyhouse.metrics.usage.UsageRequest.Span;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was counted.
 *
 * @param whole of the period, over all groups
 * @param points by time, then group; those that say nothing are left out
 */
public record UsageReport(MetricDefinition metric, PeriodUsage whole, List<Point> points) {
    public UsageReport {
        points = List.copyOf(points);
    }

    /** One group in one interval. */
    public record Point(ServicePeriod interval, GroupKey group, PeriodUsage usage) {}

    /** The windows of some subjects, and when each subject counts. */
    record Found(MetricDefinition metric, List<MetricWindow> windows, List<SubjectSpan> subjects) {
        private List<SlotSeries> series(List<MetricWindow> some) {
            return WindowSeries.of(some, subjects, metric.measure());
        }
    }

    /** @param intervals of the span, in order, each from where the one before ends */
    static UsageReport of(Found found, Span span, List<ServicePeriod> intervals) {
        Measure measure = found.metric().measure();
        PeriodUsage whole = PeriodUsage.of(measure, found.series(found.windows()), span.period(), span.zone());
        Map<String, List<MetricWindow>> byGroup = found.windows().stream()
                .collect(Collectors.groupingBy(
                        window -> window.key().group().encoded(), TreeMap::new, Collectors.toList()));
        List<Point> points = new ArrayList<>();
        byGroup.forEach((group, counted) -> {
            List<SlotSeries> series = found.series(counted);
            List<ServicePeriod> speaking = measure.carriesOver() ? intervals : withSlots(series, intervals);
            List<PeriodUsage> usage = PeriodUsage.ofEach(measure, series, speaking, span.zone());
            for (int index = 0; index < speaking.size(); index++) {
                if (saysSomething(usage.get(index))) {
                    points.add(new Point(speaking.get(index), GroupKey.parse(group), usage.get(index)));
                }
            }
        });
        points.sort(Comparator.comparing((Point point) -> point.interval().from())
                .thenComparing(point -> point.group().encoded()));
        return new UsageReport(found.metric(), whole, points);
    }

    /** Those in which anything was counted. */
    private static List<ServicePeriod> withSlots(List<SlotSeries> series, List<ServicePeriod> intervals) {
        TreeMap<Instant, ServicePeriod> byStart = new TreeMap<>();
        intervals.forEach(interval -> byStart.put(interval.from(), interval));
        TreeMap<Instant, ServicePeriod> found = new TreeMap<>();
        for (SlotSeries one : series) {
            for (Instant start : one.slots().keySet()) {
                Map.Entry<Instant, ServicePeriod> interval = byStart.floorEntry(start);
                if (interval != null && interval.getValue().contains(start)) {
                    found.put(interval.getKey(), interval.getValue());
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** Events, or a level from before that is not 0. */
    private static boolean saysSomething(PeriodUsage usage) {
        return usage.events() > 0
                || usage.opening().isPresent()
                        && usage.value()
                                .filter(value -> value.compareTo(BigDecimal.ZERO) != 0)
                                .isPresent();
    }
}
