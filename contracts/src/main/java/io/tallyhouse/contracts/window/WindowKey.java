package io.tallyhouse.contracts.window;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.LocalDate;

/** One UTC day of a subject under one metric version and group. */
public record WindowKey(TenantId tenant, String subject, MetricId metric, int version, GroupKey group, LocalDate day) {}
