package io.tallyhouse.billing.usage.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.usage.MeterPositions;
import io.tallyhouse.billing.usage.MeteredUsage;
import io.tallyhouse.billing.usage.Usage;
import io.tallyhouse.billing.usage.UsageQuestion;
import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.aggregation.PeriodUsage;
import io.tallyhouse.kit.window.WindowQuery;
import io.tallyhouse.kit.window.WindowReads;
import io.tallyhouse.kit.window.WindowSeries;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

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
                    PeriodUsage used = PeriodUsage.of(
                            metric.measure(),
                            WindowSeries.of(found, question.subjects(), metric.measure()),
                            question.period(),
                            question.zone());
                    return new MeteredUsage(used.value(), used.events(), used.fingerprint());
                });
    }

    @Override
    public Uni<Map<Integer, Long>> read() {
        return windows.positions();
    }
}
