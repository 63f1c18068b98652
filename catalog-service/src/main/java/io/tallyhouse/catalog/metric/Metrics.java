package io.tallyhouse.catalog.metric;

import io.tallyhouse.catalog.shelf.Shelf;
import io.tallyhouse.contracts.catalog.MetricRecord;

/** The metrics, each with its newest definition. */
public interface Metrics extends Shelf<MetricRecord> {}
