package io.tallyhouse.invoice.invoice.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tallyhouse.contracts.billing.DocumentTerms.Attachment;
import io.tallyhouse.contracts.catalog.CustomerRecord.Address;
import io.tallyhouse.invoice.document.CustomerSnapshot;
import io.tallyhouse.invoice.document.Invoice;
import io.tallyhouse.invoice.document.InvoiceContent;
import io.tallyhouse.invoice.document.InvoiceNumber;
import io.tallyhouse.invoice.document.InvoiceStatus;
import io.tallyhouse.kernel.id.ScheduleId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({
    "id",
    "number",
    "status",
    "customerId",
    "scheduleId",
    "runId",
    "currency",
    "issueDate",
    "dueDate",
    "billingPeriod",
    "netTotal",
    "taxTotal",
    "grossTotal",
    "lines",
    "customer",
    "purchaseOrderNumber",
    "reference",
    "memo",
    "attachments",
    "createdAt",
    "finalisedAt",
    "voidedAt"
})
@Schema(name = "Invoice")
record InvoiceResponse(
        String id,

        @Schema(description = "null on a draft", examples = "INV-2026-00001")
        Optional<String> number,

        InvoiceStatus status,
        String customerId,

        @Schema(description = "null on a document that no schedule asked for")
        Optional<String> scheduleId,

        @Schema(description = "the billing run that asked for it")
        String runId,

        String currency,
        LocalDate issueDate,
        LocalDate dueDate,
        DaysResponse billingPeriod,
        @Schema(examples = "80.71") String netTotal,
        @Schema(examples = "0.00") String taxTotal,
        @Schema(examples = "80.71") String grossTotal,
        List<InvoiceLineResponse> lines,

        @Schema(description = "as known when the document was made")
        Customer customer,

        Optional<String> purchaseOrderNumber,
        Optional<String> reference,
        Optional<String> memo,
        List<Attachment> attachments,
        Instant createdAt,
        Optional<Instant> finalisedAt,
        Optional<Instant> voidedAt) {
    static InvoiceResponse from(Invoice invoice) {
        InvoiceContent content = invoice.content();
        return new InvoiceResponse(
                content.id().value(),
                invoice.number().map(InvoiceNumber::text),
                invoice.status(),
                content.customer().id().value(),
                content.scheduleId().map(ScheduleId::value),
                content.runId().value(),
                content.currency().code(),
                content.issueDate(),
                content.dueDate(),
                DaysResponse.from(content.billingPeriod()),
                content.totals().net().text(),
                content.totals().tax().text(),
                content.totals().gross().text(),
                content.lines().stream().map(InvoiceLineResponse::from).toList(),
                Customer.from(content.customer()),
                content.terms().purchaseOrderNumber(),
                content.terms().reference(),
                content.terms().memo(),
                content.terms().attachments(),
                content.createdAt(),
                invoice.finalisedAt(),
                invoice.voidedAt());
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "InvoiceCustomer")
    record Customer(String id, String legalName, String country, Optional<String> email, Optional<Address> address) {
        static Customer from(CustomerSnapshot customer) {
            return new Customer(
                    customer.id().value(),
                    customer.legalName(),
                    customer.country(),
                    customer.email(),
                    customer.address());
        }
    }
}
