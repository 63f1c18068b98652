package io.tallyhouse.contracts.catalog;

import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a product costs, how often, and before or after its period.
 *
 * @param interval so many days, weeks, months … of {@code frequency} are one period, as 2 with WEEKLY for every other week;
 *     1 in records that were written before there were intervals, and with ONE_TIME
 * @param metricId what is counted; present for every model but FLAT
 * @param usagePeriod present exactly with PERIODIC
 * @param metricParameters values of the metric's parameters by name; empty where all are as the metric says
 * @param variantOf the metric as it was named, of which {@code metricId} is the variant with these parameters
 * @param listPrice what the price was made from, if it was
 * @param effectiveFrom first day of this version; empty if it took effect when it was written
 * @param former the versions that hold until this one takes effect, oldest first; none of them has former ones itself
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
        Instant createdAt,
        Map<String, String> metricParameters,
        Optional<MetricId> variantOf,
        Optional<ListPriceReference> listPrice,
        Optional<LocalDate> effectiveFrom,
        List<PriceRecord> former) {
    public PriceRecord {
        if (interval < 0) {
            throw new IllegalArgumentException("interval " + interval + " must be at least 1");
        }
        interval = interval == 0 ? 1 : interval;
        usageMode = orBillingPeriod(usageMode);
        if (usagePeriod.isPresent() != (usageMode == UsageMode.PERIODIC)) {
            throw new IllegalArgumentException("usagePeriod goes with PERIODIC, not with " + usageMode);
        }
        metricParameters = orNone(metricParameters);
        former = orNone(former);
    }

    /** Of the metric as it is, made from no list price, in effect at once. */
    public PriceRecord(
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
        this(
                tenant,
                id,
                version,
                archived,
                productId,
                name,
                currency,
                frequency,
                interval,
                timing,
                metricId,
                structure,
                usageMode,
                usagePeriod,
                createdAt,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** The version that holds on a day, without others. A day before them all has the oldest that is known. */
    public PriceRecord inEffectOn(LocalDate day) {
        PriceRecord held = former.isEmpty() ? this : former.get(0);
        for (PriceRecord version : versions()) {
            held = version.hasTakenEffectBy(day) ? version : held;
        }
        return held.with(copy -> {
            copy.archived = archived;
            copy.former = List.of();
        });
    }

    /** This version in the place of another, which holds until the day that this one takes effect, if that is to come. */
    public PriceRecord succeeding(PriceRecord current, LocalDate today) {
        PriceRecord held = current.inEffectOn(today);
        List<PriceRecord> before = new ArrayList<>();
        for (PriceRecord version : current.versions()) {
            boolean comesFirst = effectiveFrom
                    .filter(day -> day.isAfter(today) && version.hasTakenEffectBy(day.minusDays(1)))
                    .isPresent();
            if (comesFirst && version.version() >= held.version()) {
                before.add(version.alone());
            }
        }
        return with(copy -> copy.former = List.copyOf(before));
    }

    /** The versions that take effect after a day, the next one first. */
    public List<PriceRecord> plannedAfter(LocalDate day) {
        return versions().stream()
                .filter(version -> !version.hasTakenEffectBy(day))
                .map(PriceRecord::alone)
                .toList();
    }

    /** This version without the former ones. */
    public PriceRecord alone() {
        return with(copy -> copy.former = List.of());
    }

    private List<PriceRecord> versions() {
        List<PriceRecord> all = new ArrayList<>(former);
        all.add(this);
        return all;
    }

    private boolean hasTakenEffectBy(LocalDate day) {
        return effectiveFrom.filter(first -> first.isAfter(day)).isEmpty();
    }

    /** The same, billed by a variant of its metric. */
    public PriceRecord meteredBy(MetricId variant, Map<String, String> values) {
        return with(copy -> {
            copy.variantOf = metricId;
            copy.metricId = Optional.of(variant);
            copy.metricParameters = values;
        });
    }

    /** The same as a version that takes effect on a day. */
    public PriceRecord from(Optional<LocalDate> day) {
        return with(copy -> copy.effectiveFrom = day);
    }

    /** The same as made from a list price. */
    public PriceRecord madeFrom(Optional<ListPriceReference> origin) {
        return with(copy -> copy.listPrice = origin);
    }

    /** The next version, of which nothing new is sold. */
    public PriceRecord asArchived() {
        return with(copy -> {
            copy.version = version + 1;
            copy.archived = true;
        });
    }

    private PriceRecord with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.made();
    }

    /** What changes between states of a price whose terms are the same. */
    private static final class Copy {
        private final PriceRecord price;
        private long version;
        private boolean archived;
        private Optional<MetricId> metricId;
        private Map<String, String> metricParameters;
        private Optional<MetricId> variantOf;
        private Optional<ListPriceReference> listPrice;
        private Optional<LocalDate> effectiveFrom;
        private List<PriceRecord> former;

        Copy(PriceRecord price) {
            this.price = price;
            this.version = price.version;
            this.archived = price.archived;
            this.metricId = price.metricId;
            this.metricParameters = price.metricParameters;
            this.variantOf = price.variantOf;
            this.listPrice = price.listPrice;
            this.effectiveFrom = price.effectiveFrom;
            this.former = price.former;
        }

        PriceRecord made() {
            return new PriceRecord(
                    price.tenant,
                    price.id,
                    version,
                    archived,
                    price.productId,
                    price.name,
                    price.currency,
                    price.frequency,
                    price.interval,
                    price.timing,
                    metricId,
                    price.structure,
                    price.usageMode,
                    price.usagePeriod,
                    price.createdAt,
                    metricParameters,
                    variantOf,
                    listPrice,
                    effectiveFrom,
                    former);
        }
    }

    private static Map<String, String> orNone(@Nullable Map<String, String> values) {
        return values == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(values));
    }

    private static List<PriceRecord> orNone(@Nullable List<PriceRecord> versions) {
        return versions == null ? List.of() : List.copyOf(versions);
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

    /** The same with other figures. */
    public PriceRecord withStructure(PriceStructure changed) {
        return new PriceRecord(
                tenant,
                id,
                version,
                archived,
                productId,
                name,
                currency,
                frequency,
                interval,
                timing,
                metricId,
                changed,
                usageMode,
                usagePeriod,
                createdAt,
                metricParameters,
                variantOf,
                listPrice,
                effectiveFrom,
                former);
    }

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
