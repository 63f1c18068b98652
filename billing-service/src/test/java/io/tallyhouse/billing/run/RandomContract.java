package io.tallyhouse.billing.run;

import io.tallyhouse.billing.schedule.PinnedTerms;
import io.tallyhouse.contracts.billing.PhaseBound;
import io.tallyhouse.contracts.billing.PhaseDiscount;
import io.tallyhouse.contracts.billing.PhaseDiscount.SeatScope;
import io.tallyhouse.contracts.billing.ScheduleOptions;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Recurrence;
import io.tallyhouse.contracts.billing.ScheduleRecord.Suspension;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.contracts.catalog.PriceRecord.UsageMode;
import io.tallyhouse.contracts.catalog.PriceRecord.UsagePeriod;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructure.SeatProration;
import io.tallyhouse.contracts.catalog.PriceStructure.Tier;
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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A contract out of a seed, with its usage: what the two raters are compared on. */
record RandomContract(ScheduleRecord schedule, PinnedTerms terms, ListedUsage usage) {
    private static final CurrencyCode EUR = CurrencyCode.of("EUR");
    private static final TenantId TENANT = new TenantId("t");

    static RandomContract of(long seed, MetricRecord sum, MetricRecord gauge) {
        return new Maker(new Random(seed), sum, gauge).contract();
    }

    private record Maker(Random random, MetricRecord sum, MetricRecord gauge) {
        RandomContract contract() {
            LocalDate start = LocalDate.parse("2023-11-01").plusDays(random.nextInt(500));
            List<PriceRecord> prices = new ArrayList<>();
            int count = 1 + random.nextInt(4);
            for (int index = 0; index < count; index++) {
                prices.add(price("p" + index));
            }
            List<PhaseRecord> phases = new ArrayList<>();
            LocalDate next = start;
            int phaseCount = 1 + random.nextInt(3);
            for (int index = 0; index < phaseCount; index++) {
                LocalDate end = next.plusDays(5L + random.nextInt(160));
                phases.add(phase(next, end, prices));
                next = end.plusDays(1);
            }
            LocalDate end = next.minusDays(1);
            ScheduleRecord schedule = new ScheduleRecord(
                    TENANT,
                    new ScheduleId("s"),
                    1,
                    ScheduleRecord.Status.ACTIVE,
                    new CustomerId("acme"),
                    start,
                    Optional.of(end),
                    1 + random.nextInt(31),
                    EUR,
                    false,
                    Optional.of(ZoneOffset.UTC),
                    phases,
                    List.of(),
                    suspensions(start),
                    ScheduleOptions.STANDARD,
                    Optional.empty(),
                    false);
            return new RandomContract(
                    schedule, new PinnedTerms(ZoneOffset.UTC, prices, List.of(sum, gauge)), usage(start, end));
        }

        private List<Suspension> suspensions(LocalDate start) {
            if (random.nextInt(4) > 0) {
                return List.of();
            }
            LocalDate from = start.plusDays(random.nextInt(100));
            return List.of(
                    new Suspension(from, Optional.of(from.plusDays(random.nextInt(40))), random.nextInt(4) == 0));
        }

        private PhaseRecord phase(LocalDate start, LocalDate end, List<PriceRecord> prices) {
            List<PriceId> ids = new ArrayList<>(prices.stream()
                    .map(PriceRecord::id)
                    .filter(id -> random.nextInt(3) > 0)
                    .toList());
            if (ids.isEmpty()) {
                ids.add(prices.get(0).id());
            }
            List<PriceId> monthly = ids.stream()
                    .filter(id -> prices.stream()
                            .anyMatch(price -> price.id().equals(id)
                                    && price.frequency() == BillingFrequency.MONTHLY
                                    && price.interval() == 1
                                    && price.metricId()
                                            .equals(Optional.of(sum.definition().id()))))
                    .toList();
            return new PhaseRecord(
                    Optional.empty(),
                    start,
                    Optional.of(end),
                    random.nextInt(4) == 0 ? Recurrence.RESET : Recurrence.CONTINUE,
                    false,
                    ids,
                    Optional.empty(),
                    discounts(ids),
                    bound(monthly, 2000, 0),
                    bound(monthly, 3000, 2001));
        }

        private List<PhaseBound> bound(List<PriceId> prices, int range, int from) {
            return prices.isEmpty() || random.nextInt(3) > 0
                    ? List.of()
                    : List.of(new PhaseBound(new BigDecimal(from + random.nextInt(range)), prices));
        }

        private List<PhaseDiscount> discounts(List<PriceId> prices) {
            List<PhaseDiscount> discounts = new ArrayList<>();
            int count = random.nextInt(4);
            for (int index = 0; index < count; index++) {
                boolean percent = random.nextBoolean();
                discounts.add(new PhaseDiscount(
                        percent ? PhaseDiscount.Type.PERCENTAGE : PhaseDiscount.Type.NOMINAL,
                        percent
                                ? new BigDecimal(random.nextInt(200)).movePointLeft(1)
                                : new BigDecimal(random.nextInt(3000)).movePointLeft(2),
                        Optional.empty(),
                        random.nextBoolean() ? List.of() : List.of(prices.get(random.nextInt(prices.size()))),
                        random.nextBoolean(),
                        SeatScope.ALL,
                        Optional.empty(),
                        Optional.empty()));
            }
            return discounts;
        }

        private PriceRecord price(String id) {
            PriceStructure structure = structure();
            boolean seats = structure instanceof PriceStructure.Seat;
            boolean flat = structure instanceof PriceStructure.Flat;
            BillingFrequency frequency = flat
                    ? pick(
                            BillingFrequency.ONE_TIME,
                            BillingFrequency.MONTHLY,
                            BillingFrequency.QUARTERLY,
                            BillingFrequency.WEEKLY)
                    : pick(BillingFrequency.MONTHLY, BillingFrequency.MONTHLY, BillingFrequency.QUARTERLY);
            UsageMode mode = flat || seats
                    ? UsageMode.BILLING_PERIOD
                    : pick(UsageMode.BILLING_PERIOD, UsageMode.CUMULATIVE, UsageMode.PERIODIC);
            return new PriceRecord(
                    TENANT,
                    new PriceId(id),
                    1,
                    false,
                    new ProductId("product"),
                    id,
                    EUR,
                    frequency,
                    frequency == BillingFrequency.MONTHLY ? 1 + random.nextInt(2) * random.nextInt(2) : 1,
                    flat && random.nextBoolean() ? BillingTiming.IN_ADVANCE : BillingTiming.IN_ARREARS,
                    flat
                            ? Optional.<MetricId>empty()
                            : Optional.of((seats ? gauge : sum).definition().id()),
                    structure,
                    mode,
                    mode == UsageMode.PERIODIC
                            ? Optional.of(new UsagePeriod(BillingFrequency.HALF_YEARLY, 1))
                            : Optional.empty(),
                    Instant.EPOCH);
        }

        private PriceStructure structure() {
            return switch (random.nextInt(6)) {
                case 0 -> new PriceStructure.Flat(money());
                case 1 ->
                    new PriceStructure.Unit(
                            money(), BigDecimal.ONE, new BigDecimal(random.nextInt(20)), false, Optional.empty());
                case 2 ->
                    new PriceStructure.Package(
                            new BigDecimal(1 + random.nextInt(30)),
                            money(),
                            random.nextBoolean()
                                    ? PriceStructure.PackageRounding.UP
                                    : PriceStructure.PackageRounding.DOWN,
                            BigDecimal.ZERO,
                            false,
                            Optional.empty());
                case 3 -> new PriceStructure.Graduated(tiers(), false, Optional.empty());
                case 4 -> new PriceStructure.Volume(tiers(), false, Optional.empty());
                default ->
                    new PriceStructure.Seat(
                            tiers(),
                            new BigDecimal(random.nextInt(3) * random.nextInt(8)),
                            pick(SeatProration.values()),
                            Optional.empty());
            };
        }

        private List<Tier> tiers() {
            BigDecimal first = new BigDecimal(1 + random.nextInt(60));
            return List.of(
                    Tier.ofUnits(Optional.of(first), money(), new BigDecimal(random.nextInt(2) * 5)),
                    Tier.ofUnits(
                            Optional.of(first.add(new BigDecimal(1 + random.nextInt(60)))), money(), BigDecimal.ZERO),
                    Tier.ofUnits(Optional.empty(), money(), new BigDecimal(random.nextInt(2) * 7)));
        }

        private BigDecimal money() {
            return new BigDecimal(random.nextInt(4000)).movePointLeft(1 + random.nextInt(3));
        }

        @SafeVarargs
        private <T> T pick(T... values) {
            return values[random.nextInt(values.length)];
        }

        /** In tenths of a unit, on about every third day; totals of seats every ten days or so. */
        private ListedUsage usage(LocalDate start, LocalDate end) {
            Map<LocalDate, BigDecimal> sums = new LinkedHashMap<>();
            Map<LocalDate, List<BigDecimal>> totals = new LinkedHashMap<>();
            start.minusDays(20).datesUntil(end.plusDays(20)).forEach(day -> {
                if (random.nextInt(3) == 0) {
                    sums.put(day, new BigDecimal(random.nextInt(120)).movePointLeft(1));
                }
                if (random.nextInt(10) == 0) {
                    List<BigDecimal> reported = new ArrayList<>();
                    int count = 1 + random.nextInt(2);
                    for (int index = 0; index < count; index++) {
                        reported.add(new BigDecimal(random.nextInt(40)));
                    }
                    totals.put(day, reported);
                }
            });
            return new ListedUsage(sums, totals);
        }
    }
}
