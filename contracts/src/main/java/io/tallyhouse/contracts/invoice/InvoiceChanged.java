package io.tallyhouse.contracts.invoice;

import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.InvoiceId;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** An invoice was drafted, finalised or voided. */
public record InvoiceChanged(
        TenantId tenant,
        InvoiceId id,
        long version,
        Change change,
        Optional<String> number,
        CustomerId customerId,
        Optional<ScheduleId> scheduleId,
        Optional<RunId> runId,
        CurrencyCode currency,
        BigDecimal grossTotal,
        LocalDate issueDate,
        Instant changedAt) {
    /** What happened. */
    public enum Change {
        DRAFTED,
        FINALISED,
        VOIDED
    }
}
