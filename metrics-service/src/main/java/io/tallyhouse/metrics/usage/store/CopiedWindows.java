package io.tallyhouse.metrics.usage.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.time.ServicePeriod;
import io.tallyhouse.kit.window.WindowQuery;
import io.tallyhouse.kit.window.WindowReads;
import io.tallyhouse.metrics.usage.CountedWindows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Windows from the tables that the reader of {@code metric-windows} keeps. */
@ApplicationScoped
class CopiedWindows implements CountedWindows {
    private final WindowReads reads;

    CopiedWindows(WindowReads reads) {
        this.reads = reads;
    }

    @Override
    public Uni<List<MetricWindow>> of(MetricDefinition metric, List<String> subjects, ServicePeriod period) {
        return reads.windows(WindowQuery.of(metric, subjects, period));
    }

    @Override
    public Uni<List<String>> subjects(MetricDefinition metric, ServicePeriod period) {
        return reads.subjects(WindowQuery.of(metric, List.of(), period));
    }

    @Override
    public Uni<Map<Integer, Long>> positions() {
        return reads.positions();
    }
}
