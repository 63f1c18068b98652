package io.tallyhouse.metrics.generation;

import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

/**
 * Two counts side by side.
 *
 * @param former of the generation before, as {@code current} of the one in force
 * @param notCompared metric versions that had not counted all of their past before
 * @param differences by metric version; empty if all windows are the same
 */
public record Comparison(Totals former, Totals current, int notCompared, List<Difference> differences) {
    public Comparison {
        differences = List.copyOf(differences);
    }

    /** Sums over windows. One event counts in each metric version that it is an event of. */
    public record Totals(long windows, long events, Fingerprint fingerprint) {
        static final Totals NOTHING = new Totals(0, 0, Fingerprint.ZERO);

        Totals plus(SortedMap<Integer, Slot> slots) {
            if (slots.isEmpty()) {
                return this;
            }
            Totals sum = new Totals(windows + 1, events, fingerprint);
            for (Slot slot : slots.values()) {
                sum = new Totals(sum.windows, sum.events + slot.events(), sum.fingerprint.plus(slot.fingerprint()));
            }
            return sum;
        }
    }

    /**
     * What differs under a metric version.
     *
     * @param windows that differ
     * @param subject of one of them, as {@code day}
     * @param former events of all windows that differ
     */
    public record Difference(
            TenantId tenant,
            MetricId metric,
            int version,
            long windows,
            String subject,
            LocalDate day,
            long former,
            long current) {}
}
