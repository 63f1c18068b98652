package io.tallyhouse.metrics.usage;

import io.tallyhouse.contracts.problem.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a query comes to. */
public sealed interface UsageAnswer {
    /**
     * The usage.
     *
     * @param completeThrough every event accepted before it is counted here; empty while nothing can be said
     */
    record Counted(UsageReport report, Optional<Instant> completeThrough) implements UsageAnswer {}

    /** The tenant has no such metric. */
    record UnknownMetric() implements UsageAnswer {}

    /** The period cannot be cut so. */
    record Refused(List<Violation> violations) implements UsageAnswer {
        public Refused {
            violations = List.copyOf(violations);
        }
    }
}
