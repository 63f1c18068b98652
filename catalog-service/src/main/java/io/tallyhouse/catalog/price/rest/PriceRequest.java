package io.tallyhouse.catalog.price.rest;

import io.tallyhouse.catalog.shelf.RequestFields;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.contracts.catalog.PriceRecord.UsageMode;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructureInput;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A price as callers send it.
 *
 * @param interval 1 if it is left out: with WEEKLY and 2 a period is two weeks
 */
@Schema(requiredProperties = {"productId", "name", "currency", "frequency", "timing", "structure"})
record PriceRequest(
        Optional<String> id,
        ProductId productId,
        String name,
        CurrencyCode currency,
        BillingFrequency frequency,
        Optional<Integer> interval,
        BillingTiming timing,
        Optional<MetricId> metricId,
        PriceStructure structure) {
    private static final int INTERVAL_MAX = 3_650;

    /** @param pathId the price that a PUT replaces; empty for a POST */
    static PriceRequest read(JsonInput input, Optional<String> pathId) {
        Field<String> id = RequestFields.id(input, pathId);
        Field<ProductId> productId = input.id("productId").required().map(ProductId::new);
        Field<String> name = input.line("name").required();
        Field<CurrencyCode> currency = input.currency("currency").required();
        Field<BillingFrequency> frequency =
                input.oneOf("frequency", BillingFrequency.class).required();
        Field<Integer> interval = input.integer("interval", 1, INTERVAL_MAX);
        frequency
                .optional()
                .ifPresent(often -> interval.check(
                        every -> every <= intervalMax(often),
                        often == BillingFrequency.ONE_TIME
                                ? "must be left out: a ONE_TIME price has no periods"
                                : "must be at most " + intervalMax(often) + " with " + often));
        Field<BillingTiming> timing = input.oneOf("timing", BillingTiming.class).required();
        Field<MetricId> metricId = input.id("metricId").map(MetricId::new);
        Field<PriceStructure> structure =
                input.object("structure", PriceStructureInput::read).required();
        structure.optional().ifPresent(known -> checkUsage(input, known, metricId, timing));
        return input.build(() -> new PriceRequest(
                id.optional(),
                productId.get(),
                name.get(),
                currency.get(),
                frequency.get(),
                interval.optional(),
                timing.get(),
                metricId.optional(),
                structure.get()));
    }

    /** A period of ten years at most; longer ones are typing errors. */
    private static int intervalMax(BillingFrequency frequency) {
        return switch (frequency) {
            case ONE_TIME, ON_DEMAND -> 0;
            case DAILY -> INTERVAL_MAX;
            case WEEKLY -> 520;
            case MONTHLY -> 120;
            case QUARTERLY -> 40;
            case HALF_YEARLY -> 20;
            case YEARLY -> 10;
        };
    }

    PriceRecord toRecord(TenantId tenant, PriceId price, long version, Instant createdAt) {
        return new PriceRecord(
                tenant,
                price,
                version,
                false,
                productId,
                name,
                currency,
                frequency,
                interval.orElse(1),
                timing,
                metricId,
                structure,
                UsageMode.BILLING_PERIOD,
                Optional.empty(),
                createdAt);
    }

    PriceRecord replacing(PriceRecord current) {
        return toRecord(current.tenant(), current.id(), current.version() + 1, current.createdAt());
    }

    private static void checkUsage(
            JsonInput input, PriceStructure structure, Field<MetricId> metricId, Field<BillingTiming> timing) {
        if (structure instanceof PriceStructure.Flat) {
            metricId.optional()
                    .ifPresent(metric -> input.refuse(
                            "metricId", "'" + metric.value() + "' must be left out: a FLAT price counts nothing"));
            return;
        }
        if (metricId.isAbsent()) {
            input.refuse(
                    "metricId", "is required: a " + structure.model() + " price needs a metric to count its units");
        }
        if (structure instanceof PriceStructure.Percentage percentage && percentage.isPerEvent()) {
            input.refuse(
                    "structure",
                    "fixedFee, perEventMinimum, perEventMaximum and freeEvents cannot be billed by a stored price yet;"
                            + " let a metric's expression make the fee of each event, and price it with DYNAMIC");
        }
        timing.optional()
                .filter(BillingTiming.IN_ADVANCE::equals)
                .ifPresent(refused -> input.refuse(
                        "timing",
                        "'IN_ADVANCE' is possible for FLAT prices only: usage is known after its period;"
                                + " make it 'IN_ARREARS'"));
    }
}
