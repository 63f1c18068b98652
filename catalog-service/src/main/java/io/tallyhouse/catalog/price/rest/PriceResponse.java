package io.tallyhouse.catalog.price.rest;

import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.contracts.catalog.PriceRecord.UsageMode;
import io.tallyhouse.contracts.catalog.PriceRecord.UsagePeriod;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.Instant;
import java.util.Optional;

/**
 * A price as it is answered.
 *
 * @param usageMode absent where usage cannot add up in another way: what is answered can be sent again
 */
record PriceResponse(
        PriceId id,
        ProductId productId,
        String name,
        CurrencyCode currency,
        BillingFrequency frequency,
        int interval,
        BillingTiming timing,
        Optional<MetricId> metricId,
        PriceStructure structure,
        Optional<UsageMode> usageMode,
        Optional<UsagePeriod> usagePeriod,
        boolean archived,
        long version,
        Instant createdAt) {
    static PriceResponse from(PriceRecord price) {
        return new PriceResponse(
                price.id(),
                price.productId(),
                price.name(),
                price.currency(),
                price.frequency(),
                price.interval(),
                price.timing(),
                price.metricId(),
                price.structure(),
                usageMode(price),
                price.usagePeriod(),
                price.archived(),
                price.version(),
                price.createdAt());
    }

    /** Only where usage can add up otherwise. */
    private static Optional<UsageMode> usageMode(PriceRecord price) {
        boolean possible = !(price.structure() instanceof PriceStructure.Flat)
                && !(price.structure() instanceof PriceStructure.Seat)
                && price.frequency() != BillingFrequency.ON_DEMAND;
        return Optional.of(price.usageMode()).filter(mode -> possible);
    }
}
