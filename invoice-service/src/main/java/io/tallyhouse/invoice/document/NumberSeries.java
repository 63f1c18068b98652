package io.tallyhouse.invoice.document;

import static java.util.Objects.requireNonNull;

/** The numbers of one kind of document in one year, 1, 2, 3 … without gaps; each tenant has its own. */
public record NumberSeries(DocumentKind kind, int year) {
    public NumberSeries {
        requireNonNull(kind, "kind is null");
    }

    /** @param sequence from 1 */
    public InvoiceNumber number(long sequence) {
        return new InvoiceNumber(this, sequence);
    }
}
