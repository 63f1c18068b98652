package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructure.PackageRounding;
import io.tallyhouse.contracts.catalog.PriceStructure.PercentageTier;
import io.tallyhouse.contracts.catalog.PriceStructure.Tier;
import io.tallyhouse.contracts.catalog.PriceStructure.UnitConversion;
import io.tallyhouse.contracts.catalog.PriceStructure.UnitConversion.Operation;
import java.math.BigDecimal;
import java.util.List;

/**
 * The second rater of the laws: walks through the quantity a tenth of a unit at a time and counts on fingers. It shares
 * nothing with the first but the written figures, and no rule of its needs a formula.
 */
public final class SlowRater {
    private static final BigDecimal STEP = new BigDecimal("0.1");

    private SlowRater() {}

    /** @param tenths the quantity in tenths of a unit, not negative */
    public static BigDecimal rate(PriceStructure structure, int tenths) {
        int priced =
                structure.convert().map(convert -> converted(convert, tenths)).orElse(tenths);
        return priced(structure, priced);
    }

    /** By long division on fingers, in hundredths of a tenth of a unit, as the factors are tenths themselves. */
    private static int converted(UnitConversion convert, int tenths) {
        int factor = convert.factor().movePointRight(1).intValueExact();
        int dividend = convert.operation() == Operation.MULTIPLY ? tenths * factor : tenths * 10;
        int divisor = convert.operation() == Operation.MULTIPLY ? 10 : factor;
        int whole = dividend / (divisor * 10) * 10;
        int rest = dividend % (divisor * 10);
        return switch (convert.rounding()) {
            case NONE -> dividend / divisor;
            case UP -> rest > 0 ? whole + 10 : whole;
            case DOWN -> whole;
            case HALF_UP -> 2 * rest >= divisor * 10 ? whole + 10 : whole;
        };
    }

    private static BigDecimal priced(PriceStructure structure, int tenths) {
        return switch (structure.model()) {
            case FLAT -> ((PriceStructure.Flat) structure).amount();
            case UNIT -> unit((PriceStructure.Unit) structure, tenths);
            case PACKAGE -> pack((PriceStructure.Package) structure, tenths);
            case GRADUATED -> graduated(((PriceStructure.Graduated) structure).tiers(), tenths);
            case VOLUME -> volume(((PriceStructure.Volume) structure).tiers(), tenths);
            case PERCENTAGE -> percentage((PriceStructure.Percentage) structure, tenths);
            case GRADUATED_PERCENTAGE ->
                graduated(hundredths(((PriceStructure.GraduatedPercentage) structure).tiers()), tenths);
            case VOLUME_PERCENTAGE -> volume(hundredths(((PriceStructure.VolumePercentage) structure).tiers()), tenths);
            case DYNAMIC -> at(tenths).multiply(((PriceStructure.Dynamic) structure).multiplier());
            case SEAT -> {
                PriceStructure.Seat seat = (PriceStructure.Seat) structure;
                int contracted = seat.minimumSeats().movePointRight(1).intValueExact();
                yield graduated(seat.tiers(), Math.max(tenths, contracted));
            }
            case MATRIX -> throw new IllegalArgumentException("a quantity has no groups");
        };
    }

    private static BigDecimal unit(PriceStructure.Unit unit, int tenths) {
        BigDecimal perTenth = unit.unitPrice().multiply(STEP).divide(unit.per());
        BigDecimal sum = BigDecimal.ZERO;
        for (int tenth = 1; tenth <= tenths; tenth++) {
            if (at(tenth).compareTo(unit.freeUnits()) > 0) {
                sum = sum.add(perTenth);
            }
        }
        return sum;
    }

    private static BigDecimal pack(PriceStructure.Package pack, int tenths) {
        BigDecimal left = at(tenths).subtract(pack.freeUnits());
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal leastForOne = pack.rounding() == PackageRounding.UP ? STEP : pack.packageSize();
        while (left.compareTo(leastForOne) >= 0) {
            sum = sum.add(pack.packagePrice());
            left = left.subtract(pack.packageSize());
        }
        return sum;
    }

    private static BigDecimal graduated(List<Tier> tiers, int tenths) {
        BigDecimal sum = tiers.get(0).flatFee();
        int tier = 0;
        int inTier = 0;
        for (int tenth = 1; tenth <= tenths; tenth++) {
            while (isBeyond(at(tenth), tiers.get(tier))) {
                sum = sum.add(units(tiers.get(tier), inTier));
                inTier = 0;
                tier++;
                sum = sum.add(tiers.get(tier).flatFee());
            }
            inTier++;
        }
        return sum.add(units(tiers.get(tier), inTier));
    }

    private static BigDecimal volume(List<Tier> tiers, int tenths) {
        int tier = 0;
        while (isBeyond(at(tenths), tiers.get(tier))) {
            tier++;
        }
        return tiers.get(tier).flatFee().add(units(tiers.get(tier), tenths));
    }

    /** Tenth by tenth, or package by package until nothing is left. */
    private static BigDecimal units(Tier tier, int tenths) {
        BigDecimal sum = BigDecimal.ZERO;
        if (tier.packageSize().isPresent()) {
            for (BigDecimal left = at(tenths);
                    left.signum() > 0;
                    left = left.subtract(tier.packageSize().get())) {
                sum = sum.add(tier.packagePrice().orElseThrow());
            }
            return sum;
        }
        for (int tenth = 1; tenth <= tenths; tenth++) {
            sum = sum.add(tier.unitPrice().multiply(STEP));
        }
        return sum;
    }

    private static BigDecimal percentage(PriceStructure.Percentage percentage, int tenths) {
        BigDecimal perTenth = percentage.rate().multiply(STEP).divide(new BigDecimal(100));
        BigDecimal sum = BigDecimal.ZERO;
        for (int tenth = 1; tenth <= tenths; tenth++) {
            if (at(tenth).compareTo(percentage.freeAmount().orElse(BigDecimal.ZERO)) > 0) {
                sum = sum.add(perTenth);
            }
        }
        return sum;
    }

    /** A percent is a hundredth a unit. */
    private static List<Tier> hundredths(List<PercentageTier> tiers) {
        return tiers.stream()
                .map(tier -> Tier.ofUnits(tier.upTo(), tier.rate().divide(new BigDecimal(100)), tier.flatFee()))
                .toList();
    }

    private static boolean isBeyond(BigDecimal quantity, Tier tier) {
        return tier.upTo().isPresent() && quantity.compareTo(tier.upTo().get()) > 0;
    }

    private static BigDecimal at(int tenths) {
        return BigDecimal.valueOf(tenths, 1);
    }
}
