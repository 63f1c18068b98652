package io.tallyhouse.contracts.billing;

import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * That a run billed too much: a credit note, however often it is read.
 *
 * @param id unique; the credit note's idempotency
 * @param sourceRun whose invoice it is for
 * @param issueDate in {@code zone}
 * @param lines their nets come to less than zero
 */
public record CreditNoteRequested(
        TenantId tenant,
        String id,
        ScheduleId scheduleId,
        RunId sourceRun,
        CustomerRecord customer,
        CurrencyCode currency,
        ZoneId zone,
        LocalDate issueDate,
        List<RequestedLine> lines,
        DocumentTerms document,
        Instant requestedAt) {
    public CreditNoteRequested {
        lines = List.copyOf(lines);
    }
}
