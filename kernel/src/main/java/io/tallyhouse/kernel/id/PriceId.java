package io.tallyhouse.kernel.id;

/** A price of a product. */
public record PriceId(String value) implements Comparable<PriceId> {
    public PriceId {
        IdGrammar.check("price id", value);
    }

    @Override
    public int compareTo(PriceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
