package io.tallyhouse.billing.rest.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.LineProof;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Money;
import io.tallyhouse.kernel.time.DateRange;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A line as invoices have it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ExpectedLineResponse(
        LineKind kind,
        String description,
        Optional<PriceId> priceId,
        Optional<MetricId> metricId,
        BigDecimal quantity,
        String net,
        DateRange servicePeriod,
        List<RatingStep> steps,
        Optional<LineProof> proof) {
    public static ExpectedLineResponse from(RequestedLine line, CurrencyCode currency) {
        return new ExpectedLineResponse(
                line.kind(),
                line.description(),
                line.priceId(),
                line.metricId(),
                line.quantity(),
                new Money(currency, line.net()).text(),
                line.servicePeriod(),
                line.steps(),
                line.proof());
    }
}
