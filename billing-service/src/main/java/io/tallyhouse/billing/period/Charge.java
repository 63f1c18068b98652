package io.tallyhouse.billing.period;

import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.time.DateRange;
import java.time.LocalDate;

/**
 * That a price of a phase bills some days on a date: one line of an invoice.
 *
 * @param phaseIndex the phase, counted from 0
 * @param invoiceDate day of the invoice on which it stands
 * @param serviceDays the days it bills, within the phase. ONE_TIME: the phase's days, or its first day if it is open
 * @param gridPeriod the whole that {@code serviceDays} are a part of; for ONE_TIME the same days, for it is never a part
 */
public record Charge(
        PricePlan price, int phaseIndex, LocalDate invoiceDate, DateRange serviceDays, DateRange gridPeriod) {
    public PriceId priceId() {
        return price.id();
    }

    public BillingTiming timing() {
        return price.timing();
    }

    public boolean isRecurring() {
        return price.isRecurring();
    }
}
