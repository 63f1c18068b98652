package io.tallyhouse.invoice.invoice;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Where new documents are put, inside one transaction that someone else commits. */
public interface Drafts {
    /**
     * Stores each document whose run has none yet, publishes it as drafted, and finalises those that are to be, with
     * the next numbers of their series. A document that is there already, in whatever state, stays as it is.
     */
    Uni<Void> add(List<NewInvoice> invoices);

    /**
     * Opens {@link Drafts} inside a transaction.
     *
     * @param <T> the transaction of whoever brings the requests; this feature never looks into it
     */
    interface Within<T> {
        Drafts within(T transaction);
    }
}
