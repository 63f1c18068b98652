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
        private Map<String, List<SlotSeries>> byGroup() {
            Map<String, List<MetricWindow>> split = windows.stream()
                    .collect(
                            Collectors.groupingBy(window -> window.key().group().encoded()));
            Map<String, List<SlotSeries>> series = new TreeMap<>();
            split.forEach((group, own) -> series.put(group, WindowSeries.of(own, subjects, metric.measure())));
            return series;
        }
    }

    /** @param intervals of the span, in order, each from where the one before ends */
    static UsageReport of(Found found, Span span, List<ServicePeriod> intervals) {
        Measure measure = found.metric().measure();
        Map<String, List<SlotSeries>> byGroup = found.byGroup();
        List<SlotSeries> all = byGroup.values().stream().flatMap(List::stream).toList();
        PeriodUsage whole = PeriodUsage.of(measure, all, span.period(), span.zone());
        List<Point> points = new ArrayList<>();
        byGroup.forEach((group, series) -> {
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

    /** Those in which anything was counted: few intervals are looked up in the slots, and few slots in the intervals. */
    private static List<ServicePeriod> withSlots(List<SlotSeries> series, List<ServicePeriod> intervals) {
        int slots = series.stream().mapToInt(one -> one.slots().size()).sum();
        if ((long) intervals.size() * series.size() <= slots) {
            return intervals.stream()
                    .filter(interval -> series.stream()
                            .anyMatch(one -> !one.slots()
                                    .subMap(interval.from(), interval.to())
                                    .isEmpty()))
                    .toList();
        }
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
    static boolean saysSomething(PeriodUsage usage) {
        return usage.events() > 0
                || usage.opening().isPresent()
                        && usage.value()
                                .filter(value -> value.compareTo(BigDecimal.ZERO) != 0)
                                .isPresent();
    }
}
