package io.tallyhouse.contracts.billing;

import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.time.DateRange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A billing run's document: invoice-service makes one draft of it, however often it reads it.
 *
 * @param runId unique; the draft's idempotency
 * @param generation of the run: 1, and one more each time it is regenerated
 * @param issueDate the run's invoice date in {@code zone}
 * @param billingPeriod the arrears period if there is one, else the advance one
 */
public record InvoiceRequested(
        TenantId tenant,
        RunId runId,
        ScheduleId scheduleId,
        int generation,
        CustomerRecord customer,
        CurrencyCode currency,
        ZoneId zone,
        LocalDate issueDate,
        DateRange billingPeriod,
        boolean autoFinalise,
        List<RequestedLine> lines,
        DocumentTerms document,
        Instant requestedAt) {
    public InvoiceRequested {
        lines = List.copyOf(lines);
        document = orNone(document);
    }

    /** Records written before schedules had such terms have none. */
    private static DocumentTerms orNone(@Nullable DocumentTerms document) {
        return document == null ? DocumentTerms.NONE : document;
    }
}
