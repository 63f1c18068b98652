package io.tallyhouse.contracts.billing;

import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.time.DateRange;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * One line of a requested document.
 *
 * @param quantity in the metric's units; 1 for FLAT
 * @param net posted amount in the document's currency
 * @param servicePeriod inclusive days in the schedule's zone
 */
public record RequestedLine(
        String description,
        PriceId priceId,
        Optional<MetricId> metricId,
        Optional<Integer> metricVersion,
        BigDecimal quantity,
        BigDecimal net,
        DateRange servicePeriod,
        List<RatingStep> steps,
        Optional<LineProof> proof) {
    public RequestedLine {
        steps = List.copyOf(steps);
    }
}
