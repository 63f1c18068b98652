package io.tallyhouse.metrics.usage;

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

    /** @param intervals of the span, in order, each from where the one before ends */
    static UsageReport of(
            MetricDefinition metric, List<MetricWindow> windows, Span span, List<ServicePeriod> intervals) {
        Measure measure = metric.measure();
        PeriodUsage whole = PeriodUsage.of(measure, WindowSeries.of(windows), span.period(), span.zone());
        Map<String, List<MetricWindow>> byGroup = windows.stream()
                .collect(Collectors.groupingBy(
                        window -> window.key().group().encoded(), TreeMap::new, Collectors.toList()));
        List<Point> points = new ArrayList<>();
        byGroup.forEach((group, counted) -> {
            List<SlotSeries> series = WindowSeries.of(counted);
            for (ServicePeriod interval : intervals) {
                PeriodUsage usage = PeriodUsage.of(measure, series, interval, span.zone());
                if (saysSomething(usage)) {
                    points.add(new Point(interval, GroupKey.parse(group), usage));
                }
            }
        });
        points.sort(Comparator.comparing((Point point) -> point.interval().from())
                .thenComparing(point -> point.group().encoded()));
        return new UsageReport(metric, whole, points);
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
