package io.tallyhouse.invoice.invoice;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.invoice.document.Invoice;

/**
 * A document and its place in the list.
 *
 * @param sequence grows from draft to draft, over all tenants
 */
public record ListedInvoice(long sequence, Invoice invoice) {
    public ListedInvoice {
        requireNonNull(invoice, "invoice is null");
    }
}
