package io.tallyhouse.contracts.catalog;

import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceStructure.Cell;
import io.tallyhouse.contracts.catalog.PriceStructure.ConversionRounding;
import io.tallyhouse.contracts.catalog.PriceStructure.Dynamic;
import io.tallyhouse.contracts.catalog.PriceStructure.Flat;
import io.tallyhouse.contracts.catalog.PriceStructure.Graduated;
import io.tallyhouse.contracts.catalog.PriceStructure.GraduatedPercentage;
import io.tallyhouse.contracts.catalog.PriceStructure.Matrix;
import io.tallyhouse.contracts.catalog.PriceStructure.Model;
import io.tallyhouse.contracts.catalog.PriceStructure.Otherwise;
import io.tallyhouse.contracts.catalog.PriceStructure.Package;
import io.tallyhouse.contracts.catalog.PriceStructure.PackageRounding;
import io.tallyhouse.contracts.catalog.PriceStructure.Percentage;
import io.tallyhouse.contracts.catalog.PriceStructure.PercentageTier;
import io.tallyhouse.contracts.catalog.PriceStructure.Seat;
import io.tallyhouse.contracts.catalog.PriceStructure.SeatProration;
import io.tallyhouse.contracts.catalog.PriceStructure.Tier;
import io.tallyhouse.contracts.catalog.PriceStructure.Unit;
import io.tallyhouse.contracts.catalog.PriceStructure.UnitConversion;
import io.tallyhouse.contracts.catalog.PriceStructure.UnitConversion.Operation;
import io.tallyhouse.contracts.catalog.PriceStructure.Volume;
import io.tallyhouse.contracts.catalog.PriceStructure.VolumePercentage;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.json.TextMapInput;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads and checks a price structure that a caller sent, with every fault named. */
public final class PriceStructureInput {
    private static final int DIMENSIONS_MAX = 4;
    private static final int FREE_EVENTS_MAX = 1_000_000_000;

    private PriceStructureInput() {}

    public static PriceStructure read(JsonInput input) {
        Field<Model> model = input.oneOf("model", Model.class).required();
        if (!model.isPresent()) {
            throw input.refused();
        }
        Field<Boolean> negative = input.bool("allowNegative");
        return switch (model.get()) {
            case FLAT -> flat(input);
            case UNIT -> unit(input, negative);
            case PACKAGE -> pack(input, negative);
            case GRADUATED, VOLUME -> tiered(input, model.get(), negative);
            case PERCENTAGE -> percentage(input, negative);
            case GRADUATED_PERCENTAGE, VOLUME_PERCENTAGE -> tieredPercentage(input, model.get(), negative);
            case MATRIX -> matrix(input, negative);
            case SEAT -> seat(input);
            case DYNAMIC -> {
                Field<BigDecimal> multiplier = Figures.notNegative(input, "multiplier");
                Field<UnitConversion> convert = convert(input);
                yield input.build(
                        () -> new Dynamic(multiplier.or(BigDecimal.ONE), negative.or(false), convert.optional()));
            }
        };
    }

    /** A flat price has no quantity that could be negative; the flag is accepted for uniformity. */
    private static PriceStructure flat(JsonInput input) {
        Field<BigDecimal> amount = Figures.notNegative(input, "amount").required();
        return input.build(() -> new Flat(amount.get()));
    }

    private static PriceStructure unit(JsonInput input, Field<Boolean> negative) {
        Field<BigDecimal> unitPrice = Figures.notNegative(input, "unitPrice").required();
        Field<BigDecimal> per = Figures.positive(input, "per");
        Field<BigDecimal> freeUnits = Figures.notNegative(input, "freeUnits");
        Field<UnitConversion> convert = convert(input);
        return input.build(() -> new Unit(
                unitPrice.get(),
                per.or(BigDecimal.ONE),
                freeUnits.or(BigDecimal.ZERO),
                negative.or(false),
                convert.optional()));
    }

    private static PriceStructure pack(JsonInput input, Field<Boolean> negative) {
        Field<BigDecimal> size = Figures.positive(input, "packageSize").required();
        Field<BigDecimal> price = Figures.notNegative(input, "packagePrice").required();
        Field<PackageRounding> rounding = input.oneOf("rounding", PackageRounding.class);
        Field<BigDecimal> freeUnits = Figures.notNegative(input, "freeUnits");
        Field<UnitConversion> convert = convert(input);
        return input.build(() -> new Package(
                size.get(),
                price.get(),
                rounding.or(PackageRounding.UP),
                freeUnits.or(BigDecimal.ZERO),
                negative.or(false),
                convert.optional()));
    }

    private static PriceStructure tiered(JsonInput input, Model model, Field<Boolean> negative) {
        Field<List<Tier>> tiers = PriceTiersInput.tiers(input);
        Field<UnitConversion> convert = convert(input);
        return input.build(() -> model == Model.GRADUATED
                ? new Graduated(tiers.get(), negative.or(false), convert.optional())
                : new Volume(tiers.get(), negative.or(false), convert.optional()));
    }

    private static PriceStructure tieredPercentage(JsonInput input, Model model, Field<Boolean> negative) {
        Field<List<PercentageTier>> tiers = PriceTiersInput.percentageTiers(input);
        Field<UnitConversion> convert = convert(input);
        return input.build(() -> model == Model.GRADUATED_PERCENTAGE
                ? new GraduatedPercentage(tiers.get(), negative.or(false), convert.optional())
                : new VolumePercentage(tiers.get(), negative.or(false), convert.optional()));
    }

    private static PriceStructure percentage(JsonInput input, Field<Boolean> negative) {
        Field<BigDecimal> rate = Figures.notNegative(input, "rate").required();
        Field<BigDecimal> fixedFee = Figures.notNegative(input, "fixedFee");
        Field<BigDecimal> minimum = Figures.notNegative(input, "perEventMinimum");
        Field<BigDecimal> maximum = Figures.notNegative(input, "perEventMaximum");
        Field<Integer> freeEvents = input.integer("freeEvents", 0, FREE_EVENTS_MAX);
        Field<BigDecimal> freeAmount = Figures.notNegative(input, "freeAmount");
        Field<UnitConversion> convert = convert(input);
        minimum.optional()
                .ifPresent(least -> maximum.check(
                        most -> most.compareTo(least) >= 0, "must not be less than perEventMinimum '" + least + "'"));
        return input.build(() -> new Percentage(
                rate.get(),
                fixedFee.or(BigDecimal.ZERO),
                minimum.optional(),
                maximum.optional(),
                freeEvents.optional().map(Integer::longValue),
                freeAmount.optional(),
                negative.or(false),
                convert.optional()));
    }

    /** {@code unitPrice} for each seat, or {@code tiers} by number of seats. */
    private static PriceStructure seat(JsonInput input) {
        Field<BigDecimal> unitPrice = Figures.notNegative(input, "unitPrice");
        Field<List<Tier>> tiers = PriceTiersInput.optionalTiers(input);
        Field<BigDecimal> minimum = Figures.notNegative(input, "minimumSeats");
        Field<SeatProration> strategy = input.oneOf("prorationStrategy", SeatProration.class);
        Field<BillingFrequency> overage = input.oneOf("overageFrequency", BillingFrequency.class)
                .check(
                        often -> often != BillingFrequency.ONE_TIME && often != BillingFrequency.ON_DEMAND,
                        "must be DAILY, WEEKLY, MONTHLY, QUARTERLY, HALF_YEARLY or YEARLY");
        if (unitPrice.isAbsent() == tiers.isAbsent()) {
            input.refuse(
                    "unitPrice", "give either 'unitPrice', the same for every seat, or 'tiers' by number of seats");
        }
        return input.build(() -> new Seat(
                tiers.optional()
                        .orElseGet(() -> List.of(Tier.ofUnits(Optional.empty(), unitPrice.get(), BigDecimal.ZERO))),
                minimum.or(BigDecimal.ZERO),
                strategy.or(SeatProration.PRORATE_INCREMENTS),
                overage.optional()));
    }

    private static PriceStructure matrix(JsonInput input, Field<Boolean> negative) {
        Field<List<String>> dimensions = input.texts("dimensions")
                .required()
                .check(
                        names -> !names.isEmpty()
                                && names.size() <= DIMENSIONS_MAX
                                && Set.copyOf(names).size() == names.size(),
                        "must be 1 to " + DIMENSIONS_MAX + " different properties that the metric is grouped by");
        Field<List<Cell>> cells =
                input.objects("cells", PriceStructureInput::cell).required();
        Field<Otherwise> otherwise =
                input.object("otherwise", PriceStructureInput::otherwise).required();
        Field<UnitConversion> convert = convert(input);
        if (dimensions.isPresent() && cells.isPresent()) {
            checkCells(input, dimensions.get(), cells.get());
        }
        return input.build(() ->
                new Matrix(dimensions.get(), cells.get(), otherwise.get(), negative.or(false), convert.optional()));
    }

    private static Otherwise otherwise(JsonInput input) {
        Field<BigDecimal> unitPrice = Figures.notNegative(input, "unitPrice").required();
        return input.build(() -> new Otherwise(unitPrice.get()));
    }

    private static Cell cell(JsonInput input) {
        Field<BigDecimal> unitPrice = Figures.notNegative(input, "unitPrice").required();
        Map<String, String> match = new TreeMap<>();
        Optional<Map<String, Optional<String>>> sent = TextMapInput.read(input, "match");
        sent.ifPresent(values -> values.forEach((name, value) -> value.ifPresentOrElse(
                text -> match.put(name, text),
                () -> input.refuse("match/" + name, "must be a string; leave it out to match any value"))));
        if (match.isEmpty() && input.isValid()) {
            input.refuse("match", "must name at least one dimension; what no cell matches costs 'otherwise'");
        }
        return input.build(() -> new Cell(match, unitPrice.get()));
    }

    private static void checkCells(JsonInput input, List<String> dimensions, List<Cell> cells) {
        Set<Map<String, String>> known = new HashSet<>();
        for (int index = 0; index < cells.size(); index++) {
            Map<String, String> match = cells.get(index).match();
            String at = "cells/" + index + "/match";
            for (String name : match.keySet()) {
                if (!dimensions.contains(name)) {
                    input.refuse(at + "/" + name, "is not one of the dimensions " + dimensions);
                }
            }
            boolean isHidden =
                    known.stream().anyMatch(before -> match.entrySet().containsAll(before.entrySet()));
            if (isHidden) {
                input.refuse(at, match + " is never reached: a cell before it matches the same; put it first");
            }
            known.add(match);
        }
    }

    private static Field<UnitConversion> convert(JsonInput input) {
        return input.object("convert", PriceStructureInput::conversion);
    }

    private static UnitConversion conversion(JsonInput input) {
        Field<Operation> operation = input.oneOf("operation", Operation.class).required();
        Field<BigDecimal> factor = Figures.positive(input, "factor").required();
        Field<ConversionRounding> rounding = input.oneOf("rounding", ConversionRounding.class);
        return input.build(
                () -> new UnitConversion(operation.get(), factor.get(), rounding.or(ConversionRounding.NONE)));
    }
}
