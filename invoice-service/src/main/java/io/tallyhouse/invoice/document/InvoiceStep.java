package io.tallyhouse.invoice.document;

/** What can be done to a document. */
public enum InvoiceStep {
    /** Issue it: it gets its number and never changes again. */
    FINALISE,
    /** Take it back; its number stays taken. */
    VOID
}
