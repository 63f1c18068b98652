package io.tallyhouse.billing.preview.rest;

import io.tallyhouse.billing.preview.PreviewedInvoice;
import io.tallyhouse.billing.rest.document.ExpectedInvoiceResponse;
import io.tallyhouse.billing.rest.document.ExpectedInvoiceResponse.Expected;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.kernel.id.ScheduleId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A preview as it is answered; its invoices have the shape of invoices.
 *
 * @param asOf by the tenant's clock
 */
public record PreviewResponse(
        ScheduleId scheduleId, LocalDate through, Instant asOf, List<ExpectedInvoiceResponse> items) {

    static PreviewResponse from(
            ScheduleRecord schedule, LocalDate through, Instant asOf, List<PreviewedInvoice> invoices) {
        return new PreviewResponse(
                schedule.id(),
                through,
                asOf,
                invoices.stream().map(invoice -> expected(schedule, invoice)).toList());
    }

    static ExpectedInvoiceResponse expected(ScheduleRecord schedule, PreviewedInvoice invoice) {
        return ExpectedInvoiceResponse.from(
                schedule,
                new Expected(invoice.issueDate(), invoice.billingPeriod(), invoice.running(), invoice.lines()));
    }
}
