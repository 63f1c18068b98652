package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructure.ConversionRounding;
import io.tallyhouse.contracts.catalog.PriceStructure.PackageRounding;
import io.tallyhouse.contracts.catalog.PriceStructure.PercentageTier;
import io.tallyhouse.contracts.catalog.PriceStructure.Tier;
import io.tallyhouse.contracts.catalog.PriceStructure.UnitConversion;
import io.tallyhouse.contracts.catalog.PriceStructure.UnitConversion.Operation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generated prices whose bounds, free units and packages are whole tenths of a unit. */
final class PriceStructures {
    private PriceStructures() {}

    static Arbitrary<PriceStructure> any() {
        return Arbitraries.oneOf(
                flat(),
                units(),
                packages(),
                graduated(fees()),
                volume(),
                percentage(),
                graduatedPercentage(),
                volumePercentage(),
                dynamic());
    }

    static Arbitrary<PriceStructure> flat() {
        return money().map(PriceStructure.Flat::new);
    }

    static Arbitrary<PriceStructure> units() {
        Arbitrary<BigDecimal> per =
                Arbitraries.of("1", "10", "1000", "0.5", "8").map(BigDecimal::new);
        return Combinators.combine(money(), per, free(), Arbitraries.of(true, false), converted())
                .as(PriceStructure.Unit::new);
    }

    static Arbitrary<PriceStructure> packages() {
        return Combinators.combine(
                        positive(),
                        money(),
                        Arbitraries.of(PackageRounding.class),
                        free(),
                        Arbitraries.of(true, false),
                        converted())
                .as(PriceStructure.Package::new);
    }

    static Arbitrary<PriceStructure> graduated(Arbitrary<BigDecimal> fees) {
        return Combinators.combine(tiers(fees, true), Arbitraries.of(true, false), converted())
                .as(PriceStructure.Graduated::new);
    }

    /** Without fees, packages and conversion, so that it makes no jumps. */
    static Arbitrary<PriceStructure> continuous() {
        return Combinators.combine(tiers(noFee(), false), Arbitraries.of(true, false))
                .as((tiers, negative) -> new PriceStructure.Graduated(tiers, negative, Optional.empty()));
    }

    static Arbitrary<PriceStructure> volume() {
        return Combinators.combine(tiers(fees(), true), Arbitraries.of(true, false), converted())
                .as(PriceStructure.Volume::new);
    }

    /** Percentages of one rate, which is the same as so much a unit. */
    static Arbitrary<PriceStructure> percentage() {
        return Combinators.combine(money(), free(), Arbitraries.of(true, false))
                .as((rate, free, negative) -> new PriceStructure.Percentage(
                        rate,
                        BigDecimal.ZERO,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(free),
                        negative,
                        Optional.empty()));
    }

    static Arbitrary<PriceStructure> graduatedPercentage() {
        return Combinators.combine(tiers(fees(), false), Arbitraries.of(true, false))
                .as((tiers, negative) ->
                        new PriceStructure.GraduatedPercentage(percentages(tiers), negative, Optional.empty()));
    }

    static Arbitrary<PriceStructure> volumePercentage() {
        return Combinators.combine(tiers(fees(), false), Arbitraries.of(true, false))
                .as((tiers, negative) ->
                        new PriceStructure.VolumePercentage(percentages(tiers), negative, Optional.empty()));
    }

    private static List<PercentageTier> percentages(List<Tier> tiers) {
        return tiers.stream()
                .map(tier -> new PercentageTier(tier.upTo(), tier.unitPrice(), tier.flatFee()))
                .toList();
    }

    static Arbitrary<PriceStructure> dynamic() {
        return Combinators.combine(money(), Arbitraries.of(true, false))
                .as((multiplier, negative) -> new PriceStructure.Dynamic(multiplier, negative, Optional.empty()));
    }

    /** None, or one that keeps tenths of a unit tenths of a unit. */
    private static Arbitrary<Optional<UnitConversion>> converted() {
        return Arbitraries.of(
                Optional.empty(),
                Optional.of(new UnitConversion(Operation.MULTIPLY, new BigDecimal("3"), ConversionRounding.NONE)),
                Optional.of(new UnitConversion(Operation.DIVIDE, new BigDecimal("0.5"), ConversionRounding.NONE)),
                Optional.of(new UnitConversion(Operation.DIVIDE, new BigDecimal("7"), ConversionRounding.UP)),
                Optional.of(new UnitConversion(Operation.DIVIDE, new BigDecimal("7"), ConversionRounding.DOWN)),
                Optional.of(new UnitConversion(Operation.MULTIPLY, new BigDecimal("0.3"), ConversionRounding.HALF_UP)));
    }

    static Arbitrary<BigDecimal> noFee() {
        return Arbitraries.just(BigDecimal.ZERO);
    }

    static Arbitrary<BigDecimal> fees() {
        return Arbitraries.oneOf(noFee(), money());
    }

    private static Arbitrary<List<Tier>> tiers(Arbitrary<BigDecimal> fees, boolean withPackages) {
        Arbitrary<Boolean> byPackage = withPackages ? Arbitraries.of(true, false) : Arbitraries.just(false);
        Arbitrary<Tier> tier = Combinators.combine(positive(), money(), fees, positive(), byPackage)
                .as((width, price, fee, size, packages) -> packages
                        ? new Tier(Optional.of(width), BigDecimal.ZERO, fee, Optional.of(size), Optional.of(price))
                        : Tier.ofUnits(Optional.of(width), price, fee));
        return tier.list().ofMinSize(1).ofMaxSize(5).map(PriceStructures::stacked);
    }

    /** Tiers of the given widths, one upon the other, the last without end. */
    private static List<Tier> stacked(List<Tier> widths) {
        List<Tier> tiers = new ArrayList<>();
        BigDecimal bound = BigDecimal.ZERO;
        for (Tier tier : widths) {
            bound = bound.add(tier.upTo().orElseThrow());
            boolean last = tiers.size() == widths.size() - 1;
            tiers.add(new Tier(
                    last ? Optional.empty() : Optional.of(bound),
                    tier.unitPrice(),
                    tier.flatFee(),
                    tier.packageSize(),
                    tier.packagePrice()));
        }
        return tiers;
    }

    private static Arbitrary<BigDecimal> money() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("200"))
                .ofScale(6);
    }

    private static Arbitrary<BigDecimal> positive() {
        return Arbitraries.integers().between(1, 150).map(tenths -> BigDecimal.valueOf(tenths, 1));
    }

    private static Arbitrary<BigDecimal> free() {
        return Arbitraries.integers().between(0, 200).map(tenths -> BigDecimal.valueOf(tenths, 1));
    }
}
