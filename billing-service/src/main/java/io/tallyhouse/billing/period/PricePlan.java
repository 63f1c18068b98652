package io.tallyhouse.billing.period;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.kernel.id.PriceId;

/**
 * What the calendar must know of a price.
 *
 * @param interval how many of the frequency's unit are one period
 * @param usage whether it bills usage, which is known only afterwards: such a price is never in advance
 */
public record PricePlan(PriceId id, BillingFrequency frequency, int interval, BillingTiming timing, boolean usage) {
    /** With an interval of 1. */
    public PricePlan(PriceId id, BillingFrequency frequency, BillingTiming timing, boolean usage) {
        this(id, frequency, 1, timing, usage);
    }

    public PricePlan {
        requireNonNull(id, "id is null");
        requireNonNull(frequency, "frequency is null");
        requireNonNull(timing, "timing is null");
        if (usage && timing == BillingTiming.IN_ADVANCE) {
            throw new IllegalArgumentException("price '" + id + "' bills usage and cannot be in advance");
        }
    }

    public boolean isRecurring() {
        return frequency != BillingFrequency.ONE_TIME;
    }

    /** Of a recurring price. */
    Cadence cadence() {
        return Cadence.of(frequency, interval);
    }
}
