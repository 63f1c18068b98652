package io.tallyhouse.kernel.id;

/** Whose data it is: one legal entity or one sandbox. Comes from the access key alone. */
public record TenantId(String value) implements Comparable<TenantId> {
    public TenantId {
        IdGrammar.check("tenant id", value);
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
