package io.tallyhouse.kernel.id;

/** The contract of a customer: phases, prices and dates. */
public record ScheduleId(String value) implements Comparable<ScheduleId> {
    public ScheduleId {
        IdGrammar.check("schedule id", value);
    }

    @Override
    public int compareTo(ScheduleId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
