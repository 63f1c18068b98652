package io.tallyhouse.contracts.billing;

import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.time.DateRange;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of a requested document.
 *
 * @param kind CHARGE in records that were written before there were others
 * @param priceId which price it bills; empty for a line that several prices share
 * @param quantity in the metric's units; 1 for FLAT
 * @param net posted amount in the document's currency
 * @param servicePeriod inclusive days in the schedule's zone
 */
public record RequestedLine(
        LineKind kind,
        String description,
        Optional<PriceId> priceId,
        Optional<MetricId> metricId,
        Optional<Integer> metricVersion,
        BigDecimal quantity,
        BigDecimal net,
        DateRange servicePeriod,
        List<RatingStep> steps,
        Optional<LineProof> proof) {
    public RequestedLine {
        kind = orCharge(kind);
        steps = List.copyOf(steps);
    }

    private static LineKind orCharge(@Nullable LineKind kind) {
        return kind == null ? LineKind.CHARGE : kind;
    }
}
