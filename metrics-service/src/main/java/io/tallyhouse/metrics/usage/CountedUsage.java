package io.tallyhouse.metrics.usage;

import java.time.Instant;
import java.util.Optional;

/**
 * What was counted.
 *
 * @param completeThrough every event accepted before it is counted here; empty while nothing can be said
 */
public record CountedUsage(UsageReport report, Optional<Instant> completeThrough) {}
