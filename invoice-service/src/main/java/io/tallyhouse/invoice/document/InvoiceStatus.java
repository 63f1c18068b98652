package io.tallyhouse.invoice.document;

/** The states as they are named in the API and stored. */
public enum InvoiceStatus {
    DRAFT,
    FINAL,
    VOIDED
}
