package io.tallyhouse.billing.period;

import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.kernel.time.DateRange;
import java.time.LocalDate;

/**
 * The days that a schedule bills together.
 *
 * @param days days of the schedule; at its start and end they may be fewer than the grid's (a stub)
 * @param gridPeriod the full period of the grid that contains them
 */
public record BillingPeriod(DateRange days, DateRange gridPeriod) {
    public BillingPeriod {
        if (!gridPeriod.contains(days.start()) || !gridPeriod.contains(days.end())) {
            throw new IllegalArgumentException("days " + days + " are not within gridPeriod " + gridPeriod);
        }
    }

    public boolean isStub() {
        return !days.equals(gridPeriod);
    }

    /** First day in advance, the day after the last in arrears. */
    public LocalDate invoiceDate(BillingTiming timing) {
        return switch (timing) {
            case IN_ADVANCE -> days.start();
            case IN_ARREARS -> days.end().plusDays(1);
        };
    }
}
