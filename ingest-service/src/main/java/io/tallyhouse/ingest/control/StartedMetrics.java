package io.tallyhouse.ingest.control;

import io.tallyhouse.contracts.metric.MetricDefinition;
import java.util.List;

/** All metric versions whose control records were sent. */
public interface StartedMetrics {
    /**
     * In the order in which they were sent. Blocks.
     *
     * @throws IllegalStateException naming those whose definition was not kept
     */
    List<MetricDefinition> all();
}
