package io.tallyhouse.kernel.id;

/** How usage is counted; a metric has versions. */
public record MetricId(String value) implements Comparable<MetricId> {
    public MetricId {
        IdGrammar.check("metric id", value);
    }

    @Override
    public int compareTo(MetricId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
