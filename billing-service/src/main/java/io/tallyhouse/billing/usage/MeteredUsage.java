package io.tallyhouse.billing.usage;

import io.tallyhouse.kernel.aggregation.Fingerprint;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What was counted.
 *
 * @param quantity in the metric's units; empty where the aggregation has no value without events (MAX)
 */
public record MeteredUsage(Optional<BigDecimal> quantity, long events, Fingerprint fingerprint) {}
