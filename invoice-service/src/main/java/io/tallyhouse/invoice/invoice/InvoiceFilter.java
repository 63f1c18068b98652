package io.tallyhouse.invoice.invoice;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.invoice.document.InvoiceStatus;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.ScheduleId;
import java.util.Optional;

/** Which invoices are meant; what is empty does not narrow. */
public record InvoiceFilter(
        Optional<CustomerId> customerId, Optional<InvoiceStatus> status, Optional<ScheduleId> scheduleId) {
    public InvoiceFilter {
        requireNonNull(customerId, "customerId is null");
        requireNonNull(status, "status is null");
        requireNonNull(scheduleId, "scheduleId is null");
    }
}
