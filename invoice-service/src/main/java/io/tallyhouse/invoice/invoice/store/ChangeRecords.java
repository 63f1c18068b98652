package io.tallyhouse.invoice.invoice.store;

import io.tallyhouse.contracts.invoice.InvoiceChanged;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.invoice.document.Invoice;
import io.tallyhouse.invoice.document.InvoiceContent;
import io.tallyhouse.invoice.document.InvoiceNumber;
import io.tallyhouse.kit.store.OutboxRecord;
import java.time.Instant;
import java.util.Optional;

/** What the topic {@code invoices} is told of a document's new state. */
final class ChangeRecords {
    private ChangeRecords() {}

    static OutboxRecord of(Invoice invoice, long version) {
        InvoiceContent content = invoice.content();
        InvoiceChanged changed = new InvoiceChanged(
                content.tenant(),
                content.id(),
                version,
                change(invoice),
                invoice.number().map(InvoiceNumber::text),
                content.customer().id(),
                content.scheduleId(),
                Optional.of(content.runId()),
                content.currency(),
                content.totals().gross().value(),
                content.issueDate(),
                changedAt(invoice));
        byte[] key = Topics.resourceKey(content.tenant(), content.id().value());
        return OutboxRecord.of(Topics.INVOICES, content.tenant(), key, changed);
    }

    private static InvoiceChanged.Change change(Invoice invoice) {
        return switch (invoice.status()) {
            case DRAFT -> InvoiceChanged.Change.DRAFTED;
            case FINAL -> InvoiceChanged.Change.FINALISED;
            case VOIDED -> InvoiceChanged.Change.VOIDED;
        };
    }

    private static Instant changedAt(Invoice invoice) {
        return invoice.voidedAt()
                .or(invoice::finalisedAt)
                .orElseGet(() -> invoice.content().createdAt());
    }
}
