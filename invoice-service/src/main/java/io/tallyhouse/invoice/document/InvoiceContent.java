package io.tallyhouse.invoice.document;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.contracts.billing.DocumentTerms;
import io.tallyhouse.kernel.id.InvoiceId;
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

/**
 * What a document says, whatever its state. No step changes it.
 *
 * @param runId the billing run, or the credit grant, that asked for it; each has one document
 * @param scheduleId empty for a document that no schedule asked for
 * @param zone of the schedule or the customer; all dates are days of it
 * @param dueDate not before the issue date
 * @param terms what the schedule has written on its documents
 * @param createdAt by the tenant's clock
 */
public record InvoiceContent(
        TenantId tenant,
        InvoiceId id,
        RunId runId,
        Optional<ScheduleId> scheduleId,
        CustomerSnapshot customer,
        CurrencyCode currency,
        ZoneId zone,
        LocalDate issueDate,
        LocalDate dueDate,
        DateRange billingPeriod,
        List<InvoiceLine> lines,
        Totals totals,
        DocumentTerms terms,
        Instant createdAt) {
    /** Days from issue to due date unless terms say otherwise. */
    public static final int PAYMENT_DAYS = 30;

    public InvoiceContent {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(id, "id is null");
        requireNonNull(runId, "runId is null");
        requireNonNull(scheduleId, "scheduleId is null");
        requireNonNull(customer, "customer is null");
        requireNonNull(currency, "currency is null");
        requireNonNull(zone, "zone is null");
        requireNonNull(billingPeriod, "billingPeriod is null");
        requireNonNull(terms, "terms is null");
        requireNonNull(createdAt, "createdAt is null");
        lines = List.copyOf(lines);
        if (dueDate.isBefore(issueDate)) {
            throw new IllegalArgumentException("dueDate " + dueDate + " is before issueDate " + issueDate);
        }
        if (!Totals.sum(currency, lines).equals(totals.net())) {
            throw new IllegalArgumentException("net total " + totals.net() + " is not the sum of the lines");
        }
    }

    /** Where the document's number comes from; the year is the issue date's. */
    public NumberSeries series() {
        return new NumberSeries(DocumentKind.INVOICE, issueDate.getYear());
    }
}
