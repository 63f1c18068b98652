package io.tallyhouse.billing.period;

import io.tallyhouse.kernel.time.DateRange;
import java.time.LocalDate;
import java.util.List;

/**
 * The charges of one invoice date: one run, one document.
 *
 * @param billingPeriod the longest arrears period if there is one, else the longest advance one; where only ONE_TIME prices
 *     bill, their days
 * @param charges by phase and, within it, in the order of its prices; never empty
 */
public record BillingRunPlan(LocalDate invoiceDate, DateRange billingPeriod, List<Charge> charges) {
    public BillingRunPlan {
        charges = List.copyOf(charges);
        if (charges.isEmpty()) {
            throw new IllegalArgumentException("charges of " + invoiceDate + " are empty");
        }
    }

    /** Whether any charge bills what is counted, so that the run waits for the meter. */
    public boolean isMetered() {
        return charges.stream().anyMatch(charge -> charge.price().isMetered());
    }
}
