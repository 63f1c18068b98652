package io.tallyhouse.kit.window;

import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;

/**
 * What windows come to over a period: all their slots that start within it, merged. Slots never straddle a period
 * whose ends fall on slot edges, which every midnight in every zone in use does.
 */
public final class PeriodUsage {
    private PeriodUsage() {}

    /** The merged slot: events, fingerprint and value; zero if nothing was counted. */
    public static Slot of(Collection<MetricWindow> windows, ServicePeriod period, Aggregation aggregation) {
        Slot whole = Slot.ZERO;
        for (MetricWindow window : windows) {
            for (var entry : window.slots().entrySet()) {
                if (period.contains(start(window, entry.getKey()))) {
                    whole = whole.merge(entry.getValue(), aggregation);
                }
            }
        }
        return whole;
    }

    /** The number that the slot stands for; empty COUNT and SUM are 0, an empty MAX has none. */
    public static Optional<BigDecimal> value(Slot slot, Aggregation aggregation) {
        return slot.value().or(aggregation::emptyResult);
    }

    /** First moment of a window's slot. */
    public static Instant start(MetricWindow window, int slot) {
        return window.key()
                .day()
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .plus(Duration.ofMinutes((long) slot * window.slotMinutes()));
    }
}
