package io.tallyhouse.catalog.price.rest;

import io.tallyhouse.contracts.catalog.ListPriceReference;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A price as it is answered.
 *
 * @param metricId as it was named
 * @param meteredMetricId the variant of that metric that has these parameters, and is what is counted; absent if none is set
 * @param usageMode absent where usage cannot add up in another way: what is answered can be sent again
 * @param listPriceVersion of the list price when the price was made from it
 * @param effectiveFrom first day of this version; absent if it took effect when it was written
 * @param planned versions to come
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
        Map<String, String> metricParameters,
        Optional<MetricId> meteredMetricId,
        PriceStructure structure,
        Optional<UsageMode> usageMode,
        Optional<UsagePeriod> usagePeriod,
        Optional<PriceId> listPriceId,
        Optional<Long> listPriceVersion,
        Optional<LocalDate> effectiveFrom,
        List<PriceResponse> planned,
        boolean archived,
        long version,
        Instant createdAt) {
    /** The version that holds, with those to come. */
    static PriceResponse on(PriceRecord price, LocalDate today) {
        return of(
                price.inEffectOn(today),
                price.plannedAfter(today).stream()
                        .map(version -> of(version, List.of()))
                        .toList());
    }

    /** One version by itself. */
    static PriceResponse of(PriceRecord price) {
        return of(price, List.of());
    }

    private static PriceResponse of(PriceRecord price, List<PriceResponse> planned) {
        return new PriceResponse(
                price.id(),
                price.productId(),
                price.name(),
                price.currency(),
                price.frequency(),
                price.interval(),
                price.timing(),
                price.variantOf().or(price::metricId),
                price.metricParameters(),
                price.variantOf().flatMap(named -> price.metricId()),
                price.structure(),
                usageMode(price),
                price.usagePeriod(),
                price.listPrice().map(ListPriceReference::id),
                price.listPrice().map(ListPriceReference::version),
                price.effectiveFrom(),
                planned,
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
