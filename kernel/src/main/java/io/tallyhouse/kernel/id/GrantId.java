package io.tallyhouse.kernel.id;

/** One credit grant: money or units that a customer has beforehand. */
public record GrantId(String value) implements Comparable<GrantId> {
    public GrantId {
        IdGrammar.check("grant id", value);
    }

    @Override
    public int compareTo(GrantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
