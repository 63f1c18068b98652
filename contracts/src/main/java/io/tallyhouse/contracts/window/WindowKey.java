package io.tallyhouse.contracts.window;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.LocalDate;

/**
 * One UTC day of a subject under one metric version and group.
 *
 * @param member UNIQUE metrics have a window for each member; {@code ""} for all others
 */
public record WindowKey(
        TenantId tenant, String subject, MetricId metric, int version, GroupKey group, String member, LocalDate day) {}
