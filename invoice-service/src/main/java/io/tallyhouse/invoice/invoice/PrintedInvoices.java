package io.tallyhouse.invoice.invoice;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.invoice.document.Invoice;

/** Invoices on paper. */
public interface PrintedInvoices {
    /** The document as PDF; the same document prints the same page. Never blocks the caller. */
    Uni<byte[]> print(Invoice invoice);
}
