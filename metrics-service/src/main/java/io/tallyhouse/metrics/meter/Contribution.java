package io.tallyhouse.metrics.meter;

import io.tallyhouse.contracts.metric.GroupKey;
import java.math.BigDecimal;

/**
 * What a version of an event gives to one metric version. Day and slot follow from the version's time.
 *
 * @param metric {@link StartedMetric#number}
 * @param value 1 for COUNT, else the property's number
 */
public record Contribution(int metric, GroupKey group, BigDecimal value) {}
