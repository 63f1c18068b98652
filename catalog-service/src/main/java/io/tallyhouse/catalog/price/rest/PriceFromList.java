package io.tallyhouse.catalog.price.rest;

import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.contracts.catalog.PriceRecord.UsageMode;
import io.tallyhouse.contracts.catalog.PriceRecord.UsagePeriod;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the document shows a price that is made from a list price; it is read as a {@link PriceRequest} with its fields. */
@Schema(requiredProperties = {"listPriceId"})
record PriceFromList(
        PriceId listPriceId,
        Optional<String> id,
        Optional<ProductId> productId,
        Optional<String> name,
        Optional<CurrencyCode> currency,
        Optional<BillingFrequency> frequency,
        Optional<Integer> interval,
        Optional<BillingTiming> timing,
        Optional<MetricId> metricId,
        Map<String, String> metricParameters,
        Optional<PriceStructure> structure,
        Optional<UsageMode> usageMode,
        Optional<UsagePeriod> usagePeriod) {}
