package io.tallyhouse.contracts.catalog;

import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.Instant;
import java.util.Optional;

/**
 * What a product costs, how often, and before or after its period.
 *
 * @param interval so many days, weeks, months … of {@code frequency} are one period, as 2 with WEEKLY for every other week;
 *     1 in records that were written before there were intervals, and with ONE_TIME
 * @param metricId what is counted; present for every model but FLAT
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
        Instant createdAt) {
    public PriceRecord {
        if (interval < 0) {
            throw new IllegalArgumentException("interval " + interval + " must be at least 1");
        }
        interval = interval == 0 ? 1 : interval;
    }

    /** How often a price bills. */
    public enum BillingFrequency {
        /** Once a phase. */
        ONE_TIME,
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
