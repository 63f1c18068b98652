package io.tallyhouse.kernel.id;

/** One invoice, draft or issued. */
public record InvoiceId(String value) implements Comparable<InvoiceId> {
    public InvoiceId {
        IdGrammar.check("invoice id", value);
    }

    @Override
    public int compareTo(InvoiceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
