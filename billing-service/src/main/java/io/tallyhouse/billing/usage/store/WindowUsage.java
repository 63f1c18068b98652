package io.tallyhouse.billing.usage.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.usage.DailyTotals;
import io.tallyhouse.billing.usage.MeterPositions;
import io.tallyhouse.billing.usage.MeteredUsage;
import io.tallyhouse.billing.usage.MeteredUsage.GroupUsage;
import io.tallyhouse.billing.usage.TotalsByDay;
import io.tallyhouse.billing.usage.Usage;
import io.tallyhouse.billing.usage.UsageQuestion;
import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.aggregation.Measure;
import io.tallyhouse.kernel.aggregation.PeriodUsage;
import io.tallyhouse.kernel.time.DateRange;
import io.tallyhouse.kit.window.WindowQuery;
import io.tallyhouse.kit.window.WindowReads;
import io.tallyhouse.kit.window.WindowSeries;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Usage from the copied windows. */
@ApplicationScoped
class WindowUsage implements Usage, MeterPositions {
    private final WindowReads windows;

    WindowUsage(WindowReads windows) {
        this.windows = windows;
    }

    @Override
    public Uni<MeteredUsage> of(UsageQuestion question) {
        MetricDefinition metric = question.metric();
        List<String> subjects = SubjectSpan.subjects(question.subjects());
        return windows.windows(WindowQuery.of(metric, subjects, question.period()))
                .map(found -> {
                    PeriodUsage used = read(question, found);
                    return question.dimensions().isEmpty()
                            ? new MeteredUsage(used.value(), used.events(), used.fingerprint(), List.of(), 0)
                            : byGroup(question, found, used);
                });
    }

    @Override
    public Uni<DailyTotals> totals(UsageQuestion question) {
        MetricDefinition metric = question.metric();
        List<String> subjects = SubjectSpan.subjects(question.subjects());
        DateRange days = new DateRange(
                LocalDate.ofInstant(question.period().from(), question.zone()),
                LocalDate.ofInstant(question.period().to(), question.zone()).minusDays(1));
        return windows.windows(WindowQuery.of(metric, subjects, question.period()))
                .map(found -> TotalsByDay.of(
                        WindowSeries.of(found, question.subjects(), metric.measure()), days, question.zone()));
    }

    private static PeriodUsage read(UsageQuestion question, List<MetricWindow> windows) {
        Measure measure = question.metric().measure();
        return PeriodUsage.of(
                measure, WindowSeries.of(windows, question.subjects(), measure), question.period(), question.zone());
    }

    private static MeteredUsage byGroup(UsageQuestion question, List<MetricWindow> windows, PeriodUsage whole) {
        List<MetricWindow> rest = windows.stream()
                .filter(window -> window.key().group().isOverflow())
                .toList();
        Map<GroupKey, Map<String, String>> projected = new HashMap<>();
        Map<Map<String, String>, List<MetricWindow>> byGroup = windows.stream()
                .filter(window -> !window.key().group().isOverflow())
                .collect(Collectors.groupingBy(
                        window -> projected.computeIfAbsent(window.key().group(), group -> project(group, question))));
        List<GroupUsage> groups = new ArrayList<>();
        byGroup.forEach((group, own) ->
                read(question, own).value().ifPresent(value -> groups.add(new GroupUsage(group, value))));
        groups.sort(Comparator.comparing(used -> used.group().toString()));
        long ungrouped = read(question, rest).events();
        return new MeteredUsage(whole.value(), whole.events(), whole.fingerprint(), groups, ungrouped);
    }

    private static Map<String, String> project(GroupKey group, UsageQuestion question) {
        Map<String, String> values = new TreeMap<>();
        group.named(question.metric().groupBy()).forEach((property, value) -> {
            if (value != null && question.dimensions().contains(property)) {
                values.put(property, value);
            }
        });
        return values;
    }

    @Override
    public Uni<Map<Integer, Long>> read() {
        return windows.positions();
    }
}
