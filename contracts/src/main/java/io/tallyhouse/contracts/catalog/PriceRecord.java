package io.tallyhouse.contracts.catalog;

import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a product costs, how often, and before or after its period.
 *
 * @param interval so many days, weeks, months … of {@code frequency} are one period, as 2 with WEEKLY for every other week;
 *     1 in records that were written before there were intervals, and with ONE_TIME
 * @param metricId what is counted; present for every model but FLAT
 * @param usagePeriod present exactly with PERIODIC
 */
public record PriceRecord(
        TenantId tenant,
        PriceId id,
        long version,
        boolean archived,
        ProductId productId,
        String name,
        CurrencyCode currency,
        BillingFrequency frequency,
        int interval,
        BillingTiming timing,
        Optional<MetricId> metricId,
        PriceStructure structure,
        UsageMode usageMode,
        Optional<UsagePeriod> usagePeriod,
        Instant createdAt) {
    public PriceRecord {
        if (interval < 0) {
            throw new IllegalArgumentException("interval " + interval + " must be at least 1");
        }
        interval = interval == 0 ? 1 : interval;
        usageMode = orBillingPeriod(usageMode);
        if (usagePeriod.isPresent() != (usageMode == UsageMode.PERIODIC)) {
            throw new IllegalArgumentException("usagePeriod goes with PERIODIC, not with " + usageMode);
        }
    }

    private static UsageMode orBillingPeriod(@Nullable UsageMode mode) {
        return mode == null ? UsageMode.BILLING_PERIOD : mode;
    }

    /** What fills tiers, packages and free units. */
    public enum UsageMode {
        /** The usage of each billing period by itself. */
        BILLING_PERIOD,
        /** All usage since the phase began; a period owes what its own usage adds to the cost. */
        CUMULATIVE,
        /** As CUMULATIVE, beginning anew with each usage period. */
        PERIODIC
    }

    /** After how long PERIODIC usage begins anew, as 1 and YEARLY for an annual allowance with monthly bills. */
    public record UsagePeriod(BillingFrequency frequency, int interval) {}

    /** How often a price bills. */
    public enum BillingFrequency {
        /** Once a phase. */
        ONE_TIME,
        /** The day after each day with usage; usage adds up over the phase, so tiers depend on what came before. */
        ON_DEMAND,
        DAILY,
        WEEKLY,
        MONTHLY,
        QUARTERLY,
        HALF_YEARLY,
        YEARLY
    }

    /** When a price bills: on the first day of its period, or the day after the last. */
    public enum BillingTiming {
        IN_ADVANCE,
        IN_ARREARS
    }
}
