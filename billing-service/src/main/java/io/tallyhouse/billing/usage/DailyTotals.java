package io.tallyhouse.billing.usage;

import io.tallyhouse.kernel.aggregation.Fingerprint;
import java.math.BigDecimal;
import java.util.List;

/**
 * Absolute totals day by day.
 *
 * @param opening before the first day
 * @param days the highest total reported on each day, or the one before where none was; of several subjects the sum of each
 *     one's own
 * @param events counted in the period
 */
public record DailyTotals(BigDecimal opening, List<BigDecimal> days, long events, Fingerprint fingerprint) {
    public DailyTotals {
        days = List.copyOf(days);
    }
}
