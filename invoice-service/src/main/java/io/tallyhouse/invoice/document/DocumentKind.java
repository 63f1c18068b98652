package io.tallyhouse.invoice.document;

/** Kinds of documents; each is numbered by itself. */
public enum DocumentKind {
    INVOICE("INV");

    private final String prefix;

    DocumentKind(String prefix) {
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }
}
