package io.tallyhouse.contracts.catalog;

import io.tallyhouse.contracts.catalog.PriceStructure.Flat;
import io.tallyhouse.contracts.catalog.PriceStructure.Graduated;
import io.tallyhouse.contracts.catalog.PriceStructure.Model;
import io.tallyhouse.contracts.catalog.PriceStructure.Package;
import io.tallyhouse.contracts.catalog.PriceStructure.PackageRounding;
import io.tallyhouse.contracts.catalog.PriceStructure.Tier;
import io.tallyhouse.contracts.catalog.PriceStructure.Unit;
import io.tallyhouse.contracts.catalog.PriceStructure.Volume;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Reads and checks a price structure that a caller sent, with every fault named. */
public final class PriceStructureInput {
    private static final String NOT_NEGATIVE = "must not be negative";
    private static final String POSITIVE = "must be greater than 0";

    private PriceStructureInput() {}

    public static PriceStructure read(JsonInput input) {
        Field<Model> model = input.oneOf("model", Model.class).required();
        if (!model.isPresent()) {
            throw input.refused();
        }
        return switch (model.get()) {
            case FLAT -> flat(input);
            case UNIT -> unit(input);
            case PACKAGE -> pack(input);
            case GRADUATED -> {
                Field<List<Tier>> tiers = tiers(input);
                Field<Boolean> allowNegative = input.bool("allowNegative");
                yield input.build(() -> new Graduated(tiers.get(), allowNegative.or(false)));
            }
            case VOLUME -> {
                Field<List<Tier>> tiers = tiers(input);
                Field<Boolean> allowNegative = input.bool("allowNegative");
                yield input.build(() -> new Volume(tiers.get(), allowNegative.or(false)));
            }
        };
    }

    private static PriceStructure flat(JsonInput input) {
        Field<BigDecimal> amount = notNegative(input, "amount").required();
        // a flat price has no quantity that could be negative; the flag is accepted for uniformity
        input.bool("allowNegative");
        return input.build(() -> new Flat(amount.get()));
    }

    private static PriceStructure unit(JsonInput input) {
        Field<BigDecimal> unitPrice = notNegative(input, "unitPrice").required();
        Field<BigDecimal> per = input.decimal("per").check(value -> value.signum() > 0, POSITIVE);
        Field<BigDecimal> freeUnits = notNegative(input, "freeUnits");
        Field<Boolean> allowNegative = input.bool("allowNegative");
        return input.build(() -> new Unit(
                unitPrice.get(), per.or(BigDecimal.ONE), freeUnits.or(BigDecimal.ZERO), allowNegative.or(false)));
    }

    private static PriceStructure pack(JsonInput input) {
        Field<BigDecimal> size = input.decimal("packageSize").required().check(value -> value.signum() > 0, POSITIVE);
        Field<BigDecimal> price = notNegative(input, "packagePrice").required();
        Field<PackageRounding> rounding = input.oneOf("rounding", PackageRounding.class);
        Field<BigDecimal> freeUnits = notNegative(input, "freeUnits");
        Field<Boolean> allowNegative = input.bool("allowNegative");
        return input.build(() -> new Package(
                size.get(),
                price.get(),
                rounding.or(PackageRounding.UP),
                freeUnits.or(BigDecimal.ZERO),
                allowNegative.or(false)));
    }

    private static Field<List<Tier>> tiers(JsonInput input) {
        Field<List<Tier>> tiers =
                input.objects("tiers", PriceStructureInput::tier).required();
        tiers.optional().ifPresent(list -> checkBounds(input, list));
        return tiers;
    }

    private static Tier tier(JsonInput input) {
        Field<BigDecimal> upTo = input.decimal("upTo").check(value -> value.signum() > 0, POSITIVE);
        Field<BigDecimal> unitPrice = notNegative(input, "unitPrice");
        Field<BigDecimal> flatFee = notNegative(input, "flatFee");
        if (unitPrice.isAbsent() && flatFee.isAbsent()) {
            input.refuse("unitPrice", "is required unless the tier has a flatFee");
        }
        return input.build(() -> new Tier(upTo.optional(), unitPrice.or(BigDecimal.ZERO), flatFee.or(BigDecimal.ZERO)));
    }

    private static void checkBounds(JsonInput input, List<Tier> tiers) {
        if (tiers.isEmpty()) {
            input.refuse("tiers", "must have at least one tier; the last one has no upTo");
            return;
        }
        Optional<BigDecimal> previous = Optional.empty();
        for (int index = 0; index < tiers.size(); index++) {
            Optional<BigDecimal> upTo = tiers.get(index).upTo();
            String at = "tiers/" + index + "/upTo";
            boolean last = index == tiers.size() - 1;
            if (last && upTo.isPresent()) {
                input.refuse(at, "'" + upTo.get() + "' must be left out: the last tier has no upper bound");
            } else if (!last && upTo.isEmpty()) {
                input.refuse(at, "is required on every tier but the last");
            } else if (upTo.isPresent() && previous.isPresent() && upTo.get().compareTo(previous.get()) <= 0) {
                input.refuse(at, "'" + upTo.get() + "' must be greater than the tier before, '" + previous.get() + "'");
            }
            previous = upTo.isPresent() ? upTo : previous;
        }
    }

    private static Field<BigDecimal> notNegative(JsonInput input, String name) {
        return input.decimal(name).check(value -> value.signum() >= 0, NOT_NEGATIVE);
    }
}
