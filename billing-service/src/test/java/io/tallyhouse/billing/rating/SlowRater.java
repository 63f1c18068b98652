package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructure.PackageRounding;
import io.tallyhouse.contracts.catalog.PriceStructure.Tier;
import java.math.BigDecimal;
import java.util.List;

/**
 * The second rater of the laws: walks through the quantity a tenth of a unit at a time and counts on fingers. It shares
 * nothing with the first but the written figures, and no rule of its needs a formula.
 */
final class SlowRater {
    private static final BigDecimal STEP = new BigDecimal("0.1");

    private SlowRater() {}

    /** @param tenths the quantity in tenths of a unit, not negative */
    static BigDecimal rate(PriceStructure structure, int tenths) {
        return switch (structure.model()) {
            case FLAT -> ((PriceStructure.Flat) structure).amount();
            case UNIT -> unit((PriceStructure.Unit) structure, tenths);
            case PACKAGE -> pack((PriceStructure.Package) structure, tenths);
            case GRADUATED -> graduated(((PriceStructure.Graduated) structure).tiers(), tenths);
            case VOLUME -> volume(((PriceStructure.Volume) structure).tiers(), tenths);
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
        for (int tenth = 1; tenth <= tenths; tenth++) {
            while (isBeyond(at(tenth), tiers.get(tier))) {
                tier++;
                sum = sum.add(tiers.get(tier).flatFee());
            }
            sum = sum.add(tiers.get(tier).unitPrice().multiply(STEP));
        }
        return sum;
    }

    private static BigDecimal volume(List<Tier> tiers, int tenths) {
        int tier = 0;
        while (isBeyond(at(tenths), tiers.get(tier))) {
            tier++;
        }
        BigDecimal sum = tiers.get(tier).flatFee();
        for (int tenth = 1; tenth <= tenths; tenth++) {
            sum = sum.add(tiers.get(tier).unitPrice().multiply(STEP));
        }
        return sum;
    }

    private static boolean isBeyond(BigDecimal quantity, Tier tier) {
        return tier.upTo().isPresent() && quantity.compareTo(tier.upTo().get()) > 0;
    }

    private static BigDecimal at(int tenths) {
        return BigDecimal.valueOf(tenths, 1);
    }
}
