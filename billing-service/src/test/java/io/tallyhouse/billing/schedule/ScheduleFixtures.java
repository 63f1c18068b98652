package io.tallyhouse.billing.schedule;

import io.tallyhouse.contracts.billing.DocumentTerms;
import io.tallyhouse.contracts.billing.ScheduleOptions;
import io.tallyhouse.contracts.billing.ScheduleOptions.Renewal;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Schedules for pure tests: prices {@code base} (49.00 in advance) and {@code usage} (0.10 a request, in arrears). */
public final class ScheduleFixtures {
    public static final TenantId TENANT = new TenantId("t");
    private static final CurrencyCode EUR = CurrencyCode.of("EUR");
    private static final Instant LONG_AGO = Instant.EPOCH;

    private ScheduleFixtures() {}

    /** Activated; billed on the first; one phase with these prices. */
    public static Schedule active(String start, String end, ZoneId zone, Instant activatedAt, String... prices) {
        return draft(TENANT, start, end, prices).activated(terms(zone), activatedAt);
    }

    public static PinnedTerms terms(ZoneId zone) {
        return new PinnedTerms(zone, List.of(base(), usage()), List.of(requests()));
    }

    /** Of customer {@code acme}. */
    public static Schedule draft(TenantId tenant, String start, String end, String... prices) {
        return draft(tenant, start, end, ScheduleOptions.STANDARD, prices);
    }

    /** Activated long ago in UTC; goes on by itself. */
    public static Schedule renewing(String start, String end, int months, String upliftPercent, String... prices) {
        return renewing(TENANT, start, end, new Renewal(months, new BigDecimal(upliftPercent)), prices);
    }

    public static Schedule renewing(TenantId tenant, String start, String end, Renewal renewal, String... prices) {
        ScheduleOptions options = new ScheduleOptions(
                DocumentTerms.NONE,
                ScheduleOptions.RollUp.NONE,
                ScheduleOptions.Proration.DAYS,
                ScheduleOptions.LateUsage.STANDARD,
                Optional.of(renewal));
        return draft(tenant, start, end, options, prices).activated(terms(ZoneOffset.UTC), LONG_AGO);
    }

    private static Schedule draft(
            TenantId tenant, String start, String end, ScheduleOptions options, String... prices) {
        Optional<LocalDate> endDate = end.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(end));
        List<PriceId> ids = Arrays.stream(prices).map(PriceId::new).toList();
        ScheduleDraft draft = new ScheduleDraft(
                new CustomerId("acme"),
                LocalDate.parse(start),
                endDate,
                1,
                EUR,
                false,
                List.of(new PhaseRecord(LocalDate.parse(start), endDate, ids)),
                List.of(),
                options);
        return Schedule.draft(tenant, new ScheduleId("s"), draft, LONG_AGO);
    }

    public static PriceRecord base() {
        return flat("base", BillingFrequency.MONTHLY, BillingTiming.IN_ADVANCE);
    }

    public static PriceRecord usage() {
        return usage("usage", BillingFrequency.MONTHLY);
    }

    /** 49.00 */
    public static PriceRecord flat(String id, BillingFrequency frequency, BillingTiming timing) {
        return price(id, frequency, timing, Optional.empty(), new PriceStructure.Flat(new BigDecimal("49")));
    }

    /** 0.10 a request. */
    public static PriceRecord usage(String id, BillingFrequency frequency) {
        return usage(
                id,
                frequency,
                new PriceStructure.Unit(
                        new BigDecimal("0.1"), BigDecimal.ONE, BigDecimal.ZERO, false, Optional.empty()));
    }

    public static PriceRecord usage(String id, BillingFrequency frequency, PriceStructure structure) {
        return price(id, frequency, BillingTiming.IN_ARREARS, Optional.of(new MetricId("requests")), structure);
    }

    public static PriceStructure seat(String unitPrice) {
        return new PriceStructure.Seat(
                List.of(PriceStructure.Tier.ofUnits(Optional.empty(), new BigDecimal(unitPrice), BigDecimal.ZERO)),
                BigDecimal.ZERO,
                PriceStructure.SeatProration.PRORATE_INCREMENTS,
                Optional.empty());
    }

    private static PriceRecord price(
            String id,
            BillingFrequency frequency,
            BillingTiming timing,
            Optional<MetricId> metric,
            PriceStructure structure) {
        return new PriceRecord(
                TENANT,
                new PriceId(id),
                1,
                false,
                new ProductId("p"),
                id,
                EUR,
                frequency,
                1,
                timing,
                metric,
                structure,
                PriceRecord.UsageMode.BILLING_PERIOD,
                Optional.empty(),
                LONG_AGO);
    }

    public static MetricRecord requests() {
        return new MetricRecord(
                "requests",
                false,
                new MetricDefinition(
                        TENANT,
                        new MetricId("requests"),
                        1,
                        "request",
                        Aggregation.COUNT,
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        15),
                LONG_AGO);
    }
}
