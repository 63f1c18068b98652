package io.tallyhouse.metrics.meter;

import io.tallyhouse.contracts.metric.GroupKey;
import java.math.BigDecimal;

/**
 * What a version of an event gives to one metric version. Day and slot follow from the version's time.
 *
 * @param metric {@link StartedMetric#number}
 * @param member what UNIQUE counts; {@code ""} otherwise
 * @param number 1 for COUNT, 1 or 0 for UNIQUE (there or gone), else the event's number
 */
public record Contribution(int metric, GroupKey group, String member, BigDecimal number) {}
