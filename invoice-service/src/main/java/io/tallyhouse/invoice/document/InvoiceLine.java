package io.tallyhouse.invoice.document;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.LineProof;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.Money;
import io.tallyhouse.kernel.money.Quantity;
import io.tallyhouse.kernel.time.DateRange;
import java.util.List;
import java.util.Optional;

/**
 * One position of an invoice.
 *
 * @param priceId empty for a line that several prices share
 * @param quantity in the metric's units; 1 for a flat price
 * @param net rounded once, by whoever rated the line
 * @param servicePeriod inclusive days in the document's zone
 * @param steps how the net came about, in order
 * @param proof which events are billed; empty for a line without usage
 */
public record InvoiceLine(
        LineKind kind,
        String description,
        Optional<PriceId> priceId,
        Optional<MeteredBy> meteredBy,
        Quantity quantity,
        Money net,
        DateRange servicePeriod,
        List<RatingStep> steps,
        Optional<LineProof> proof) {
    public InvoiceLine {
        requireNonNull(kind, "kind is null");
        requireNonNull(description, "description is null");
        requireNonNull(priceId, "priceId is null");
        requireNonNull(meteredBy, "meteredBy is null");
        requireNonNull(quantity, "quantity is null");
        requireNonNull(net, "net is null");
        requireNonNull(servicePeriod, "servicePeriod is null");
        requireNonNull(proof, "proof is null");
        steps = List.copyOf(steps);
    }

    /** The metric and the version of it that counted the quantity. */
    public record MeteredBy(MetricId metricId, Optional<Integer> version) {}
}
