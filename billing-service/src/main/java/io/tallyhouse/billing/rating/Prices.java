package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructure.Tier;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Quantity;
import java.util.ArrayList;
import java.util.List;

/** Makes prices of their written figures. */
public final class Prices {
    private Prices() {}

    /** @throws IllegalArgumentException if the figures make no price; what callers send has been checked before */
    public static Price from(PriceStructure structure, CurrencyCode currency) {
        return switch (structure.model()) {
            case FLAT -> new FlatPrice(new Amount(currency, ((PriceStructure.Flat) structure).amount()));
            case UNIT -> unit((PriceStructure.Unit) structure, currency);
            case PACKAGE -> pack((PriceStructure.Package) structure, currency);
            case GRADUATED -> {
                PriceStructure.Graduated graduated = (PriceStructure.Graduated) structure;
                yield new GraduatedPrice(
                        tiers(graduated.tiers(), currency), NegativeUsage.of(graduated.allowNegative()));
            }
            case VOLUME -> {
                PriceStructure.Volume volume = (PriceStructure.Volume) structure;
                yield new VolumePrice(tiers(volume.tiers(), currency), NegativeUsage.of(volume.allowNegative()));
            }
        };
    }

    private static Price unit(PriceStructure.Unit unit, CurrencyCode currency) {
        return new UnitPrice(
                new Amount(currency, unit.unitPrice()),
                new Quantity(unit.per()),
                new Quantity(unit.freeUnits()),
                NegativeUsage.of(unit.allowNegative()));
    }

    private static Price pack(PriceStructure.Package pack, CurrencyCode currency) {
        return new PackagePrice(
                new Quantity(pack.packageSize()),
                new Amount(currency, pack.packagePrice()),
                pack.rounding(),
                new Quantity(pack.freeUnits()),
                NegativeUsage.of(pack.allowNegative()));
    }

    private static PriceTiers tiers(List<Tier> written, CurrencyCode currency) {
        List<PriceTier> tiers = new ArrayList<>();
        Quantity above = Quantity.ZERO;
        for (Tier tier : written) {
            PriceTier next = new PriceTier(
                    above,
                    tier.upTo().map(Quantity::new),
                    new Amount(currency, tier.unitPrice()),
                    new Amount(currency, tier.flatFee()));
            tiers.add(next);
            above = next.upTo().orElse(above);
        }
        return new PriceTiers(tiers);
    }
}
