package io.tallyhouse.billing.adjustment.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tallyhouse.billing.adjustment.Adjustment;
import io.tallyhouse.billing.adjustment.Adjustment.State;
import io.tallyhouse.billing.adjustment.Difference;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.LineProof;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Money;
import io.tallyhouse.kernel.time.DateRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * An adjustment as it is answered.
 *
 * @param net more than was billed; negative for less
 * @param settledBy the run on whose date it was settled, or a document of its own
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AdjustmentResponse(
        String id,
        State status,
        ScheduleId scheduleId,
        CustomerId customerId,
        RunId sourceRunId,
        LocalDate sourceInvoiceDate,
        CurrencyCode currency,
        String net,
        List<Line> lines,
        Optional<RunId> settledBy,
        Instant createdAt) {
    static AdjustmentResponse from(Adjustment adjustment) {
        CurrencyCode currency = adjustment.currency();
        return new AdjustmentResponse(
                adjustment.id(),
                adjustment.state(),
                adjustment.scheduleId(),
                adjustment.customerId(),
                adjustment.sourceRun(),
                adjustment.sourceDate(),
                currency,
                text(currency, adjustment.net()),
                adjustment.differences().stream()
                        .map(difference -> Line.from(difference, currency))
                        .toList(),
                adjustment.settledBy(),
                adjustment.createdAt());
    }

    private static String text(CurrencyCode currency, BigDecimal value) {
        return new Money(currency, value).text();
    }

    /** @param kind of the lines that should have been otherwise */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Line(
            LineKind kind,
            Optional<PriceId> priceId,
            String description,
            String net,
            DateRange servicePeriod,
            List<RatingStep> steps,
            Optional<LineProof> proof) {
        public static Line from(Difference difference, CurrencyCode currency) {
            return new Line(
                    difference.key().kind(),
                    difference.key().priceId(),
                    difference.key().description(),
                    text(currency, difference.net()),
                    difference.servicePeriod(),
                    difference.steps(),
                    difference.proof());
        }
    }
}
