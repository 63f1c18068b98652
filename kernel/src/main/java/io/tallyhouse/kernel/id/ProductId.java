package io.tallyhouse.kernel.id;

/** What is sold. */
public record ProductId(String value) implements Comparable<ProductId> {
    public ProductId {
        IdGrammar.check("product id", value);
    }

    @Override
    public int compareTo(ProductId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
