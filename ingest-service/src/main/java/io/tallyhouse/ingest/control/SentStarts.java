package io.tallyhouse.ingest.control;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.metric.MetricDefinition;
import java.util.List;

/** Which metric versions have their control record in every partition; within one unit of work of its maker. */
public interface SentStarts {
    /** Those of {@code definitions} that are not noted, in their order. */
    Uni<List<MetricDefinition>> missing(List<MetricDefinition> definitions);

    Uni<Void> note(List<MetricDefinition> definitions);
}
