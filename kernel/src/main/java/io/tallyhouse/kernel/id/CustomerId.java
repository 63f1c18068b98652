package io.tallyhouse.kernel.id;

/** Who is billed. */
public record CustomerId(String value) implements Comparable<CustomerId> {
    public CustomerId {
        IdGrammar.check("customer id", value);
    }

    @Override
    public int compareTo(CustomerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
