package io.tallyhouse.catalog.price.rest;

import io.tallyhouse.catalog.price.PeriodLength;
import io.tallyhouse.catalog.shelf.RequestFields;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.contracts.catalog.PriceRecord.UsageMode;
import io.tallyhouse.contracts.catalog.PriceRecord.UsagePeriod;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructureInput;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.json.TextMapInput;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kit.rest.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A price as callers send it.
 *
 * @param interval 1 if it is left out: with WEEKLY and 2 a period is two weeks
 * @param usageMode BILLING_PERIOD if it is left out; of usage only
 * @param usagePeriod exactly with PERIODIC
 * @param metricParameters values by name; of those left out the metric's own
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
        PriceStructure structure,
        Optional<UsageMode> usageMode,
        Optional<UsagePeriod> usagePeriod,
        Map<String, String> metricParameters,

        @Schema(description = "With PUT only: the first day of this version; today if it is left out.")
        Optional<LocalDate> effectiveFrom) {
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
                        intervalMax(often) == 0
                                ? "must be left out: a price that is " + often + " has no periods"
                                : "must be at most " + intervalMax(often) + " with " + often));
        Field<BillingTiming> timing = input.oneOf("timing", BillingTiming.class).required();
        Field<MetricId> metricId = input.id("metricId").map(MetricId::new);
        Field<PriceStructure> structure =
                input.object("structure", PriceStructureInput::read).required();
        Map<String, String> metricParameters = parameters(input);
        Field<UsageMode> usageMode = input.oneOf("usageMode", UsageMode.class);
        Field<UsagePeriod> usagePeriod = input.object("usagePeriod", PriceRequest::usagePeriod);
        structure.optional().ifPresent(known -> {
            Optional<PeriodLength> own = frequency
                    .optional()
                    .filter(often -> interval.isAbsent() || interval.isPresent())
                    .flatMap(often -> PeriodLength.of(often, interval.or(1)));
            new PriceChecks(input, known, frequency.optional(), timing.optional(), own)
                    .check(metricId, usageMode, usagePeriod);
            if (known instanceof PriceStructure.Flat && !metricParameters.isEmpty()) {
                input.refuse("metricParameters", metricParameters + " must be left out: a FLAT price counts nothing");
            }
        });
        Optional<LocalDate> effectiveFrom =
                pathId.flatMap(replaced -> input.date("effectiveFrom").optional());
        return input.build(() -> new PriceRequest(
                id.optional(),
                productId.get(),
                name.get(),
                currency.get(),
                frequency.get(),
                interval.optional(),
                timing.get(),
                metricId.optional(),
                structure.get(),
                usageMode.optional(),
                usagePeriod.optional(),
                metricParameters,
                effectiveFrom));
    }

    private static Map<String, String> parameters(JsonInput input) {
        Map<String, String> values = new TreeMap<>();
        TextMapInput.read(input, "metricParameters")
                .ifPresent(sent -> sent.forEach((name, value) -> value.ifPresentOrElse(
                        text -> values.put(name, text),
                        () -> input.refuse(
                                "metricParameters/" + name, "must be a string; leave it out to follow the metric"))));
        return values;
    }

    private static UsagePeriod usagePeriod(JsonInput input) {
        Field<BillingFrequency> frequency = input.oneOf("frequency", BillingFrequency.class)
                .required()
                .check(
                        often -> PeriodLength.of(often, 1)
                                .filter(PeriodLength::isOfMonths)
                                .isPresent(),
                        "must be MONTHLY, QUARTERLY, HALF_YEARLY or YEARLY");
        Field<Integer> interval = input.integer("interval", 1, INTERVAL_MAX);
        frequency
                .optional()
                .ifPresent(often -> interval.check(
                        every -> every <= intervalMax(often),
                        "must be at most " + intervalMax(often) + " with " + often));
        return input.build(() -> new UsagePeriod(frequency.get(), interval.or(1)));
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
                usageMode.orElse(UsageMode.BILLING_PERIOD),
                usagePeriod,
                createdAt,
                metricParameters,
                Optional.empty(),
                Optional.empty(),
                effectiveFrom,
                List.of());
    }

    /** The next version. @param today of the tenant, in UTC */
    PriceRecord replacing(PriceRecord current, LocalDate today) {
        effectiveFrom.filter(day -> day.isBefore(today)).ifPresent(day -> {
            throw ProblemException.invalid(
                    "/effectiveFrom",
                    "'" + day + "' must not be before today, '" + today + "': contracts that run keep their prices;"
                            + " leave it out to change the price from today on");
        });
        return toRecord(current.tenant(), current.id(), current.version() + 1, current.createdAt())
                .madeFrom(current.listPrice())
                .succeeding(current, today);
    }
}
