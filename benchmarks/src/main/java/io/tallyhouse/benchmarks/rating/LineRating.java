package io.tallyhouse.benchmarks.rating;

import io.tallyhouse.billing.period.Charge;
import io.tallyhouse.billing.period.PricePlan;
import io.tallyhouse.billing.rating.Consumption;
import io.tallyhouse.billing.rating.LineTerms;
import io.tallyhouse.billing.rating.LineUsage;
import io.tallyhouse.billing.rating.Prices;
import io.tallyhouse.billing.rating.RateLine;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructure.Model;
import io.tallyhouse.contracts.catalog.PriceStructure.PackageRounding;
import io.tallyhouse.contracts.catalog.PriceStructure.Tier;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Quantity;
import io.tallyhouse.kernel.time.DateRange;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One line of a month, steps and rounding included, from a price and a quantity in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LineRating {
    private static final DateRange NOVEMBER = DateRange.of("2026-11-01", "2026-11-30");

    @Param({"FLAT", "UNIT", "PACKAGE", "GRADUATED", "VOLUME"})
    public Model model = Model.FLAT;

    @Param({"1000", "1000000000"})
    public String quantity = "";

    private LineTerms terms =
            new LineTerms("", Prices.from(new PriceStructure.Flat(BigDecimal.ONE), CurrencyCode.of("USD")));
    private Charge charge = charge(false);
    private Optional<LineUsage> usage = Optional.empty();
    private BigDecimal figure = BigDecimal.ZERO;
    private BigDecimal unitPrice = new BigDecimal("0.000015");

    @Setup
    public void prepare() {
        terms = new LineTerms("API: tokens", Prices.from(structure(), CurrencyCode.of("USD")));
        boolean metered = model != Model.FLAT;
        charge = charge(metered);
        figure = new BigDecimal(quantity);
        usage = metered
                ? Optional.of(new LineUsage(
                        new MetricId("tokens"),
                        1,
                        Optional.of(Consumption.of(new Quantity(figure))),
                        1_000,
                        new Fingerprint(1, 2)))
                : Optional.empty();
    }

    private static Charge charge(boolean metered) {
        PricePlan plan =
                new PricePlan(new PriceId("tokens"), BillingFrequency.MONTHLY, BillingTiming.IN_ARREARS, metered);
        return new Charge(plan, 0, NOVEMBER.end(), NOVEMBER, NOVEMBER);
    }

    private PriceStructure structure() {
        return switch (model) {
            case FLAT -> new PriceStructure.Flat(new BigDecimal("49.00"));
            case UNIT -> new PriceStructure.Unit(unitPrice, BigDecimal.ONE, BigDecimal.ZERO, false, Optional.empty());
            case PACKAGE ->
                new PriceStructure.Package(
                        new BigDecimal("250"),
                        BigDecimal.TEN,
                        PackageRounding.UP,
                        BigDecimal.ZERO,
                        false,
                        Optional.empty());
            case GRADUATED -> new PriceStructure.Graduated(tiers(), false, Optional.empty());
            case VOLUME -> new PriceStructure.Volume(tiers(), false, Optional.empty());
            case DYNAMIC -> new PriceStructure.Dynamic(new BigDecimal("1.1"), false, Optional.empty());
            case PERCENTAGE, GRADUATED_PERCENTAGE, VOLUME_PERCENTAGE, MATRIX, SEAT ->
                throw new IllegalArgumentException(model + " is not measured");
        };
    }

    private static List<Tier> tiers() {
        return List.of(
                Tier.ofUnits(Optional.of(new BigDecimal("100")), BigDecimal.ONE, new BigDecimal("20")),
                Tier.ofUnits(Optional.of(new BigDecimal("100000")), new BigDecimal("0.75"), new BigDecimal("50")),
                Tier.ofUnits(Optional.empty(), new BigDecimal("0.5"), BigDecimal.ZERO));
    }

    @Benchmark
    public RequestedLine rate() {
        return RateLine.rate(terms, charge, usage);
    }

    /** The arithmetic alone, without a word of explanation: what a line cannot cost less than. */
    @Benchmark
    public BigDecimal multiplyAndRound() {
        return figure.multiply(unitPrice).setScale(2, RoundingMode.HALF_UP);
    }
}
