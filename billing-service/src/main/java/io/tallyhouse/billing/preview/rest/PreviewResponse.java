package io.tallyhouse.billing.preview.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tallyhouse.billing.preview.PreviewedInvoice;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.LineProof;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
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
 * A preview as it is answered; its invoices have the shape of invoices.
 *
 * @param asOf by the tenant's clock
 */
public record PreviewResponse(ScheduleId scheduleId, LocalDate through, Instant asOf, List<Invoice> items) {

    static PreviewResponse from(
            ScheduleRecord schedule, LocalDate through, Instant asOf, List<PreviewedInvoice> invoices) {
        return new PreviewResponse(
                schedule.id(),
                through,
                asOf,
                invoices.stream()
                        .map(invoice -> Invoice.from(schedule, invoice))
                        .toList());
    }

    /**
     * An invoice that would be cut.
     *
     * @param status PREVIEW, or RUNNING if its period is not over on the date asked for
     */
    public record Invoice(
            String status,
            CustomerId customerId,
            ScheduleId scheduleId,
            CurrencyCode currency,
            LocalDate issueDate,
            DateRange billingPeriod,
            String netTotal,
            List<Line> lines) {
        static Invoice from(ScheduleRecord schedule, PreviewedInvoice invoice) {
            CurrencyCode currency = schedule.currency();
            Money net = invoice.lines().stream()
                    .map(line -> new Money(currency, line.net()))
                    .reduce(Money.zero(currency), Money::plus);
            return new Invoice(
                    invoice.running() ? "RUNNING" : "PREVIEW",
                    schedule.customerId(),
                    schedule.id(),
                    currency,
                    invoice.issueDate(),
                    invoice.billingPeriod(),
                    net.text(),
                    invoice.lines().stream()
                            .map(line -> Line.from(line, currency))
                            .toList());
        }
    }

    /** A line as invoices have it. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Line(
            LineKind kind,
            String description,
            Optional<PriceId> priceId,
            Optional<MetricId> metricId,
            BigDecimal quantity,
            String net,
            DateRange servicePeriod,
            List<RatingStep> steps,
            Optional<LineProof> proof) {
        static Line from(RequestedLine line, CurrencyCode currency) {
            return new Line(
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
}
