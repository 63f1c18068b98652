package io.tallyhouse.contracts.catalog;

import io.tallyhouse.contracts.metric.MetricDefinition;
import java.time.Instant;

/** A metric with its newest definition; each version of the definition counts on its own. */
public record MetricRecord(String name, boolean archived, MetricDefinition definition, Instant createdAt) {}
