package io.tallyhouse.billing.catalogue;

import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;

/** One version of a tenant's metric. */
public record MetricVersion(TenantId tenant, MetricId metric, int version) {}
