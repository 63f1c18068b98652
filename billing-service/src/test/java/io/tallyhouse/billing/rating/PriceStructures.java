package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructure.PackageRounding;
import io.tallyhouse.contracts.catalog.PriceStructure.Tier;
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
        return Arbitraries.oneOf(flat(), units(), packages(), graduated(fees()), volume());
    }

    static Arbitrary<PriceStructure> flat() {
        return money().map(PriceStructure.Flat::new);
    }

    static Arbitrary<PriceStructure> units() {
        Arbitrary<BigDecimal> per =
                Arbitraries.of("1", "10", "1000", "0.5", "8").map(BigDecimal::new);
        return Combinators.combine(money(), per, free(), Arbitraries.of(true, false))
                .as(PriceStructure.Unit::new);
    }

    static Arbitrary<PriceStructure> packages() {
        return Combinators.combine(
                        positive(), money(), Arbitraries.of(PackageRounding.class), free(), Arbitraries.of(true, false))
                .as(PriceStructure.Package::new);
    }

    static Arbitrary<PriceStructure> graduated(Arbitrary<BigDecimal> fees) {
        return Combinators.combine(tiers(fees), Arbitraries.of(true, false)).as(PriceStructure.Graduated::new);
    }

    static Arbitrary<PriceStructure> volume() {
        return Combinators.combine(tiers(fees()), Arbitraries.of(true, false)).as(PriceStructure.Volume::new);
    }

    static Arbitrary<BigDecimal> noFee() {
        return Arbitraries.just(BigDecimal.ZERO);
    }

    static Arbitrary<BigDecimal> fees() {
        return Arbitraries.oneOf(noFee(), money());
    }

    private static Arbitrary<List<Tier>> tiers(Arbitrary<BigDecimal> fees) {
        Arbitrary<Tier> tier = Combinators.combine(positive(), money(), fees)
                .as((width, price, fee) -> new Tier(Optional.of(width), price, fee));
        return tier.list().ofMinSize(1).ofMaxSize(5).map(PriceStructures::stacked);
    }

    /** Tiers of the given widths, one upon the other, the last without end. */
    private static List<Tier> stacked(List<Tier> widths) {
        List<Tier> tiers = new ArrayList<>();
        BigDecimal bound = BigDecimal.ZERO;
        for (Tier tier : widths) {
            bound = bound.add(tier.upTo().orElseThrow());
            boolean last = tiers.size() == widths.size() - 1;
            tiers.add(new Tier(last ? Optional.empty() : Optional.of(bound), tier.unitPrice(), tier.flatFee()));
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
