package io.tallyhouse.billing.period;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.time.DateRange;
import java.time.LocalDate;

/**
 * That a price of a phase bills some days on a date: one line of an invoice.
 *
 * @param kind what of the price it bills
 * @param phaseIndex the phase, counted from 0
 * @param invoiceDate day of the invoice on which it stands
 * @param serviceDays the days it bills, within the phase. ONE_TIME: the phase's days, or its first day if it is open
 * @param period the days that the schedule bills together with them; of a period crossed by a phase boundary the whole
 * @param gridPeriod the whole that {@code serviceDays} are a part of; for ONE_TIME the same days, for it is never a part
 * @param countsFrom first day of the usage that decides what they cost; the first service day or, where tiers are filled
 *     over several periods or seats were billed in advance, earlier
 */
public record Charge(
        Kind kind,
        PricePlan price,
        int phaseIndex,
        LocalDate invoiceDate,
        DateRange serviceDays,
        DateRange period,
        DateRange gridPeriod,
        LocalDate countsFrom) {
    /** What of a price is billed. */
    public enum Kind {
        /** The price as it stands. */
        BASE,
        /** Seats that came after the advance bill. */
        OVERAGE
    }

    public Charge {
        requireNonNull(price, "price is null");
        if (countsFrom.isAfter(serviceDays.start())) {
            throw new IllegalArgumentException("countsFrom " + countsFrom + " is after " + serviceDays.start());
        }
    }

    /** One of a price whose usage counts period by period. */
    public Charge(PricePlan price, int phaseIndex, LocalDate invoiceDate, DateRange serviceDays, DateRange gridPeriod) {
        this(Kind.BASE, price, phaseIndex, invoiceDate, serviceDays, serviceDays, gridPeriod, serviceDays.start());
    }

    public PriceId priceId() {
        return price.id();
    }

    /** Of an overage always in arrears. */
    public BillingTiming timing() {
        return kind == Kind.OVERAGE ? BillingTiming.IN_ARREARS : price.timing();
    }

    public boolean isRecurring() {
        return price.isRecurring();
    }
}
