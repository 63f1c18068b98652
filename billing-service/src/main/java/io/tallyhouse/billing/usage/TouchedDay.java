package io.tallyhouse.billing.usage;

import io.tallyhouse.kernel.id.TenantId;
import java.time.LocalDate;

/** That a window of a subject's UTC day has changed. */
public record TouchedDay(TenantId tenant, String subject, LocalDate day) {}
