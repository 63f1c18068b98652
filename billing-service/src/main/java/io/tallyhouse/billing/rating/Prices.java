package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructure.PercentageTier;
import io.tallyhouse.contracts.catalog.PriceStructure.Tier;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes prices of their written figures. */
public final class Prices {
    private final CurrencyCode currency;

    private Prices(CurrencyCode currency) {
        this.currency = currency;
    }

    /** @throws IllegalArgumentException if the figures make no price; what callers send has been checked before */
    public static Price from(PriceStructure structure, CurrencyCode currency) {
        Price price = new Prices(currency).price(structure);
        return structure
                .convert()
                .<Price>map(convert -> new ConvertedPrice(new Conversion(convert), price))
                .orElse(price);
    }

    private Price price(PriceStructure structure) {
        return switch (structure.model()) {
            case FLAT -> new FlatPrice(amount(((PriceStructure.Flat) structure).amount()));
            case UNIT -> unit((PriceStructure.Unit) structure);
            case PACKAGE -> pack((PriceStructure.Package) structure);
            case GRADUATED -> {
                PriceStructure.Graduated written = (PriceStructure.Graduated) structure;
                yield new GraduatedPrice(
                        tiers(written.tiers()), Quantity.ZERO, NegativeUsage.of(written.allowNegative()));
            }
            case VOLUME -> {
                PriceStructure.Volume written = (PriceStructure.Volume) structure;
                yield new VolumePrice(tiers(written.tiers()), Quantity.ZERO, NegativeUsage.of(written.allowNegative()));
            }
            case PERCENTAGE -> percentage((PriceStructure.Percentage) structure);
            case GRADUATED_PERCENTAGE -> {
                PriceStructure.GraduatedPercentage written = (PriceStructure.GraduatedPercentage) structure;
                yield new GraduatedPrice(
                        percentageTiers(written.tiers()), Quantity.ZERO, NegativeUsage.of(written.allowNegative()));
            }
            case VOLUME_PERCENTAGE -> {
                PriceStructure.VolumePercentage written = (PriceStructure.VolumePercentage) structure;
                yield new VolumePrice(
                        percentageTiers(written.tiers()), Quantity.ZERO, NegativeUsage.of(written.allowNegative()));
            }
            case MATRIX -> matrix((PriceStructure.Matrix) structure);
            case SEAT -> {
                PriceStructure.Seat written = (PriceStructure.Seat) structure;
                yield new SeatPrice(
                        tiers(written.tiers()), new Quantity(written.minimumSeats()), written.prorationStrategy());
            }
            case DYNAMIC -> {
                PriceStructure.Dynamic written = (PriceStructure.Dynamic) structure;
                yield new DynamicPrice(currency, written.multiplier(), NegativeUsage.of(written.allowNegative()));
            }
        };
    }

    private Price unit(PriceStructure.Unit unit) {
        return new UnitPrice(
                amount(unit.unitPrice()),
                new Quantity(unit.per()),
                new Quantity(unit.freeUnits()),
                NegativeUsage.of(unit.allowNegative()));
    }

    private Price pack(PriceStructure.Package pack) {
        return new PackagePrice(
                new Quantity(pack.packageSize()),
                amount(pack.packagePrice()),
                pack.rounding(),
                new Quantity(pack.freeUnits()),
                NegativeUsage.of(pack.allowNegative()));
    }

    private Price percentage(PriceStructure.Percentage written) {
        Optional<Quantity> freeAmount = written.freeAmount().map(Quantity::new);
        Optional<EventFees> perEvent = written.isPerEvent()
                ? Optional.of(new EventFees(
                        amount(written.fixedFee()),
                        written.perEventMinimum().map(this::amount),
                        written.perEventMaximum().map(this::amount),
                        written.freeEvents()))
                : Optional.empty();
        return new PercentagePrice(
                currency, written.rate(), freeAmount, perEvent, NegativeUsage.of(written.allowNegative()));
    }

    private Price matrix(PriceStructure.Matrix written) {
        return new MatrixPrice(
                written.cells().stream()
                        .map(cell -> new MatrixPrice.Cell(cell.match(), amount(cell.unitPrice())))
                        .toList(),
                amount(written.otherwise().unitPrice()),
                NegativeUsage.of(written.allowNegative()));
    }

    private PriceTiers tiers(List<Tier> written) {
        return stacked(written.stream()
                .map(tier -> new Step(tier.upTo(), rate(tier), tier.flatFee()))
                .toList());
    }

    private TierRate rate(Tier tier) {
        return tier.packageSize().isPresent()
                ? new TierRate.PerPackage(
                        new Quantity(tier.packageSize().get()),
                        amount(tier.packagePrice().orElseThrow()))
                : new TierRate.PerUnit(amount(tier.unitPrice()));
    }

    private PriceTiers percentageTiers(List<PercentageTier> written) {
        return stacked(written.stream()
                .map(tier -> new Step(tier.upTo(), new TierRate.Percent(currency, tier.rate()), tier.flatFee()))
                .toList());
    }

    private record Step(Optional<BigDecimal> upTo, TierRate rate, BigDecimal flatFee) {}

    private PriceTiers stacked(List<Step> written) {
        List<PriceTier> tiers = new ArrayList<>();
        Quantity above = Quantity.ZERO;
        for (Step step : written) {
            PriceTier next = new PriceTier(above, step.upTo().map(Quantity::new), step.rate(), amount(step.flatFee()));
            tiers.add(next);
            above = next.upTo().orElse(above);
        }
        return new PriceTiers(tiers);
    }

    private Amount amount(BigDecimal value) {
        return new Amount(currency, value);
    }
}
