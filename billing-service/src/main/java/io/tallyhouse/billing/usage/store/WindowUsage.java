package io.tallyhouse.billing.usage.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.usage.MeterPositions;
import io.tallyhouse.billing.usage.MeteredUsage;
import io.tallyhouse.billing.usage.Usage;
import io.tallyhouse.billing.usage.UsageQuestion;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kit.window.PeriodUsage;
import io.tallyhouse.kit.window.WindowQuery;
import io.tallyhouse.kit.window.WindowReads;
import jakarta.enterprise.context.ApplicationScoped;
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
        WindowQuery query =
                new WindowQuery(metric.tenant(), question.subjects(), metric.id(), metric.version(), question.period());
        return windows.windows(query).map(found -> {
            Slot whole = PeriodUsage.of(found, question.period(), metric.aggregation());
            return new MeteredUsage(
                    PeriodUsage.value(whole, metric.aggregation()), whole.events(), whole.fingerprint());
        });
    }

    @Override
    public Uni<Map<Integer, Long>> read() {
        return windows.positions();
    }
}
