package io.tallyhouse.billing.usage.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.usage.MeterPositions;
import io.tallyhouse.billing.usage.MeteredUsage;
import io.tallyhouse.billing.usage.MeteredUsage.GroupUsage;
import io.tallyhouse.billing.usage.Usage;
import io.tallyhouse.billing.usage.UsageQuestion;
import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.aggregation.Measure;
import io.tallyhouse.kernel.aggregation.PeriodUsage;
import io.tallyhouse.kit.window.WindowQuery;
import io.tallyhouse.kit.window.WindowReads;
import io.tallyhouse.kit.window.WindowSeries;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
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
                    return new MeteredUsage(used.value(), used.events(), used.fingerprint(), groups(question, found));
                });
    }

    private static PeriodUsage read(UsageQuestion question, List<MetricWindow> windows) {
        Measure measure = question.metric().measure();
        return PeriodUsage.of(
                measure, WindowSeries.of(windows, question.subjects(), measure), question.period(), question.zone());
    }

    private static List<GroupUsage> groups(UsageQuestion question, List<MetricWindow> windows) {
        if (!question.byGroup()) {
            return List.of();
        }
        Map<String, List<MetricWindow>> byGroup = windows.stream()
                .collect(Collectors.groupingBy(
                        window -> window.key().group().encoded(), TreeMap::new, Collectors.toList()));
        List<GroupUsage> groups = new ArrayList<>();
        byGroup.forEach((group, own) -> read(question, own)
                .value()
                .ifPresent(value -> groups.add(new GroupUsage(GroupKey.parse(group), value))));
        return groups;
    }

    @Override
    public Uni<Map<Integer, Long>> read() {
        return windows.positions();
    }
}
