package io.tallyhouse.billing.schedule.rest;

import io.tallyhouse.billing.rest.document.ExpectedInvoiceResponse;
import io.tallyhouse.billing.rest.document.ExpectedInvoiceResponse.Expected;
import io.tallyhouse.billing.rest.document.ExpectedLineResponse;
import io.tallyhouse.billing.schedule.ChangeSchedule.Effect;
import io.tallyhouse.billing.schedule.Forecast.ExpectedAdjustment;
import io.tallyhouse.billing.schedule.Forecast.ExpectedInvoice;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What would come of an operation.
 *
 * @param schedule as it would be
 * @param through the last day of the invoices shown
 * @param asOf by the tenant's clock
 * @param invoices that would be cut, and are not yet; the last may be of a period that runs on that day
 * @param adjustments what invoices that are cut should have billed otherwise: more stands on the next invoice, less is
 *     credited
 */
public record EffectResponse(
        ScheduleResponse schedule,
        LocalDate through,
        Instant asOf,
        List<ExpectedInvoiceResponse> invoices,
        List<Adjusted> adjustments) {

    static EffectResponse from(Effect.Expected effect, Instant now) {
        ScheduleRecord schedule = effect.schedule().record();
        return new EffectResponse(
                ScheduleResponse.from(effect.schedule(), now),
                effect.through(),
                now,
                effect.foreseen().invoices().stream()
                        .map(invoice -> ExpectedInvoiceResponse.from(schedule, expected(invoice)))
                        .toList(),
                effect.foreseen().adjustments().stream()
                        .map(adjustment -> Adjusted.from(adjustment, schedule.currency()))
                        .toList());
    }

    private static Expected expected(ExpectedInvoice invoice) {
        return new Expected(invoice.issueDate(), invoice.billingPeriod(), invoice.running(), invoice.lines());
    }

    /**
     * The difference to an invoice that is cut.
     *
     * @param sourceDate the invoice's date
     * @param netTotal negative for less than was billed
     */
    public record Adjusted(LocalDate sourceDate, String netTotal, List<ExpectedLineResponse> lines) {
        static Adjusted from(ExpectedAdjustment adjustment, CurrencyCode currency) {
            Money net = adjustment.lines().stream()
                    .map(line -> new Money(currency, line.net()))
                    .reduce(Money.zero(currency), Money::plus);
            return new Adjusted(
                    adjustment.sourceDate(),
                    net.text(),
                    adjustment.lines().stream()
                            .map(line -> ExpectedLineResponse.from(line, currency))
                            .toList());
        }
    }
}
