package io.tallyhouse.metrics.usage;

import java.util.List;

/**
 * Over whom an answer is.
 *
 * @param customers customers' ids, or any subjects
 */
public record Asked(List<String> customers, Reach reach) {
    public Asked {
        customers = List.copyOf(customers);
    }

    public static Asked themselves(List<String> customers) {
        return new Asked(customers, Reach.THEMSELVES);
    }

    /** How far down an answer goes. */
    public enum Reach {
        THEMSELVES,
        /** Their children and all further descendants too. */
        DESCENDANTS
    }
}
