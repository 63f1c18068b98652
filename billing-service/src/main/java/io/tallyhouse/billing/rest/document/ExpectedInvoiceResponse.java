package io.tallyhouse.billing.rest.document;

import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Money;
import io.tallyhouse.kernel.time.DateRange;
import java.time.LocalDate;
import java.util.List;

/**
 * An invoice that would be cut, in the shape of invoices.
 *
 * @param status PREVIEW, or RUNNING if its period is not over on the day asked for
 */
public record ExpectedInvoiceResponse(
        String status,
        CustomerId customerId,
        ScheduleId scheduleId,
        CurrencyCode currency,
        LocalDate issueDate,
        DateRange billingPeriod,
        String netTotal,
        List<ExpectedLineResponse> lines) {
    /** @param running whether its period is not over on the day asked for */
    public record Expected(LocalDate issueDate, DateRange billingPeriod, boolean running, List<RequestedLine> lines) {
        public Expected {
            lines = List.copyOf(lines);
        }
    }

    public static ExpectedInvoiceResponse from(ScheduleRecord schedule, Expected invoice) {
        CurrencyCode currency = schedule.currency();
        Money net = invoice.lines().stream()
                .map(line -> new Money(currency, line.net()))
                .reduce(Money.zero(currency), Money::plus);
        return new ExpectedInvoiceResponse(
                invoice.running() ? "RUNNING" : "PREVIEW",
                schedule.customerId(),
                schedule.id(),
                currency,
                invoice.issueDate(),
                invoice.billingPeriod(),
                net.text(),
                invoice.lines().stream()
                        .map(line -> ExpectedLineResponse.from(line, currency))
                        .toList());
    }
}
