package io.tallyhouse.kernel.id;

/** One billing run: what a schedule owes on one invoice date. */
public record RunId(String value) implements Comparable<RunId> {
    public RunId {
        IdGrammar.check("run id", value);
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
