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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A billing run's document, or the one of a credit grant: invoice-service makes one draft of it, however often it reads
 * it.
 *
 * @param runId unique; the draft's idempotency
 * @param scheduleId empty for a document that no schedule asked for
 * @param generation of the run: 1, and one more each time it is regenerated
 * @param issueDate the run's invoice date in {@code zone}
 * @param billingPeriod the arrears period if there is one, else the advance one
 */
public record InvoiceRequested(
        TenantId tenant,
        RunId runId,
        Optional<ScheduleId> scheduleId,
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

    /** The same document with other lines. */
    public InvoiceRequested withLines(List<RequestedLine> others) {
        return new InvoiceRequested(
                tenant,
                runId,
                scheduleId,
                generation,
                customer,
                currency,
                zone,
                issueDate,
                billingPeriod,
                autoFinalise,
                others,
                document,
                requestedAt);
    }

    /** Records written before schedules had such terms have none. */
    private static DocumentTerms orNone(@Nullable DocumentTerms document) {
        return document == null ? DocumentTerms.NONE : document;
    }
}
