package io.tallyhouse.metrics.meter;

import java.time.LocalDate;

/** One UTC day of a subject under a metric version: the number of its groups is bounded. */
public record GroupDay(StartedMetric metric, String subject, LocalDate day) {}
