package io.tallyhouse.metrics.usage;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.util.List;
import java.util.Map;

/** This service's copy of the meter's windows. */
public interface CountedWindows {
    /** The windows of these subjects that the period touches. */
    Uni<List<MetricWindow>> of(MetricDefinition metric, List<String> subjects, ServicePeriod period);

    /** Everyone with a window that the period touches, or that lies before it where the metric carries a level over. */
    Uni<List<String>> subjects(MetricDefinition metric, ServicePeriod period);

    /** Next input offset by partition: all below is in the copy. A partition that is left out has published nothing. */
    Uni<Map<Integer, Long>> positions();
}
