package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructure.Cell;
import io.tallyhouse.contracts.catalog.PriceStructure.Dynamic;
import io.tallyhouse.contracts.catalog.PriceStructure.Flat;
import io.tallyhouse.contracts.catalog.PriceStructure.Graduated;
import io.tallyhouse.contracts.catalog.PriceStructure.GraduatedPercentage;
import io.tallyhouse.contracts.catalog.PriceStructure.Matrix;
import io.tallyhouse.contracts.catalog.PriceStructure.Otherwise;
import io.tallyhouse.contracts.catalog.PriceStructure.Package;
import io.tallyhouse.contracts.catalog.PriceStructure.Percentage;
import io.tallyhouse.contracts.catalog.PriceStructure.PercentageTier;
import io.tallyhouse.contracts.catalog.PriceStructure.Seat;
import io.tallyhouse.contracts.catalog.PriceStructure.Tier;
import io.tallyhouse.contracts.catalog.PriceStructure.Unit;
import io.tallyhouse.contracts.catalog.PriceStructure.Volume;
import io.tallyhouse.contracts.catalog.PriceStructure.VolumePercentage;
import java.math.BigDecimal;
import java.util.List;

/**
 * A price whose amounts are multiplied, exactly. Percentages stay as they are, for they grow with what they are of; a DYNAMIC
 * price's amounts come from the events, so its multiplier is multiplied.
 */
public record Uplift(BigDecimal factor) {
    public static final Uplift NONE = new Uplift(BigDecimal.ONE);

    public Uplift {
        if (factor.signum() < 0) {
            throw new IllegalArgumentException("factor " + factor + " must not be negative");
        }
    }

    public boolean changesNothing() {
        return factor.compareTo(BigDecimal.ONE) == 0;
    }

    public PriceStructure of(PriceStructure written) {
        return changesNothing() ? written : lifted(written);
    }

    private PriceStructure lifted(PriceStructure written) {
        return switch (written.model()) {
            case FLAT -> new Flat(times(((Flat) written).amount()));
            case UNIT -> {
                Unit unit = (Unit) written;
                yield new Unit(
                        times(unit.unitPrice()), unit.per(), unit.freeUnits(), unit.allowNegative(), unit.convert());
            }
            case PACKAGE -> {
                Package pack = (Package) written;
                yield new Package(
                        pack.packageSize(),
                        times(pack.packagePrice()),
                        pack.rounding(),
                        pack.freeUnits(),
                        pack.allowNegative(),
                        pack.convert());
            }
            case GRADUATED -> {
                Graduated tiered = (Graduated) written;
                yield new Graduated(tiers(tiered.tiers()), tiered.allowNegative(), tiered.convert());
            }
            case VOLUME -> {
                Volume tiered = (Volume) written;
                yield new Volume(tiers(tiered.tiers()), tiered.allowNegative(), tiered.convert());
            }
            case SEAT -> {
                Seat seat = (Seat) written;
                yield new Seat(
                        tiers(seat.tiers()), seat.minimumSeats(), seat.prorationStrategy(), seat.overageFrequency());
            }
            case MATRIX -> matrix((Matrix) written);
            case DYNAMIC -> {
                Dynamic dynamic = (Dynamic) written;
                yield new Dynamic(times(dynamic.multiplier()), dynamic.allowNegative(), dynamic.convert());
            }
            case PERCENTAGE -> percentage((Percentage) written);
            case GRADUATED_PERCENTAGE -> {
                GraduatedPercentage tiered = (GraduatedPercentage) written;
                yield new GraduatedPercentage(percentages(tiered.tiers()), tiered.allowNegative(), tiered.convert());
            }
            case VOLUME_PERCENTAGE -> {
                VolumePercentage tiered = (VolumePercentage) written;
                yield new VolumePercentage(percentages(tiered.tiers()), tiered.allowNegative(), tiered.convert());
            }
        };
    }

    private Matrix matrix(Matrix matrix) {
        List<Cell> cells = matrix.cells().stream()
                .map(cell -> new Cell(cell.match(), times(cell.unitPrice())))
                .toList();
        return new Matrix(
                matrix.dimensions(),
                cells,
                new Otherwise(times(matrix.otherwise().unitPrice())),
                matrix.allowNegative(),
                matrix.convert());
    }

    private Percentage percentage(Percentage price) {
        return new Percentage(
                price.rate(),
                times(price.fixedFee()),
                price.perEventMinimum().map(this::times),
                price.perEventMaximum().map(this::times),
                price.freeEvents(),
                price.freeAmount(),
                price.allowNegative(),
                price.convert());
    }

    private List<Tier> tiers(List<Tier> tiers) {
        return tiers.stream()
                .map(tier -> new Tier(
                        tier.upTo(),
                        times(tier.unitPrice()),
                        times(tier.flatFee()),
                        tier.packageSize(),
                        tier.packagePrice().map(this::times)))
                .toList();
    }

    private List<PercentageTier> percentages(List<PercentageTier> tiers) {
        return tiers.stream()
                .map(tier -> new PercentageTier(tier.upTo(), tier.rate(), times(tier.flatFee())))
                .toList();
    }

    private BigDecimal times(BigDecimal amount) {
        return amount.multiply(factor);
    }
}
