package io.tallyhouse.metrics.usage;

import io.tallyhouse.contracts.problem.Violation;
import java.util.List;

/**
 * What a question about a metric comes to.
 *
 * @param <T> what is told
 */
public sealed interface MetricAnswer<T> {
    /** The answer. */
    record Told<T>(T what) implements MetricAnswer<T> {}

    /** The tenant has no such metric. */
    record UnknownMetric<T>() implements MetricAnswer<T> {}

    /** The question cannot be asked so of this metric. */
    record Refused<T>(List<Violation> violations) implements MetricAnswer<T> {
        public Refused {
            violations = List.copyOf(violations);
        }
    }
}
