package io.tallyhouse.metrics.meter;

import io.tallyhouse.contracts.metric.MetricDefinition;

/**
 * A metric version that counts in this partition.
 *
 * @param number of the start in this partition's log, from 0; contributions name their metric version by it
 * @param offset of the control record; later events count
 */
public record StartedMetric(int number, MetricDefinition definition, long offset) {}
