package io.tallyhouse.catalog.price.rest;

import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.Instant;
import java.util.Optional;

/** A price as it is answered. */
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
                price.archived(),
                price.version(),
                price.createdAt());
    }
}
