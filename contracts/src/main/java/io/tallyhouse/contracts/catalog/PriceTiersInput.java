package io.tallyhouse.contracts.catalog;

import io.tallyhouse.contracts.catalog.PriceStructure.PercentageTier;
import io.tallyhouse.contracts.catalog.PriceStructure.Tier;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads and checks the tiers of a price. */
final class PriceTiersInput {
    private PriceTiersInput() {}

    static Field<List<Tier>> tiers(JsonInput input) {
        return optionalTiers(input).required();
    }

    static Field<List<Tier>> optionalTiers(JsonInput input) {
        return stacked(input, PriceTiersInput::tier, Tier::upTo);
    }

    static Field<List<PercentageTier>> percentageTiers(JsonInput input) {
        return stacked(input, PriceTiersInput::percentageTier, PercentageTier::upTo)
                .required();
    }

    private static <T> Field<List<T>> stacked(
            JsonInput input, Function<JsonInput, T> reader, Function<T, Optional<BigDecimal>> upTo) {
        Field<List<T>> tiers = input.objects("tiers", reader);
        tiers.optional()
                .ifPresent(list -> checkBounds(input, list.stream().map(upTo).toList()));
        return tiers;
    }

    private static Tier tier(JsonInput input) {
        Field<BigDecimal> upTo = upTo(input);
        Field<BigDecimal> unitPrice = Figures.notNegative(input, "unitPrice");
        Field<BigDecimal> flatFee = Figures.notNegative(input, "flatFee");
        Field<BigDecimal> packageSize = Figures.positive(input, "packageSize");
        Field<BigDecimal> packagePrice = Figures.notNegative(input, "packagePrice");
        boolean byPackage = !packageSize.isAbsent() || !packagePrice.isAbsent();
        if (byPackage) {
            packageSize.required();
            packagePrice.required();
            unitPrice.check(value -> value.signum() == 0, "must be left out of a tier that is priced by packages");
        } else if (unitPrice.isAbsent() && flatFee.isAbsent()) {
            input.refuse("unitPrice", "is required unless the tier has a flatFee or packages");
        }
        return input.build(() -> new Tier(
                upTo.optional(),
                unitPrice.or(BigDecimal.ZERO),
                flatFee.or(BigDecimal.ZERO),
                packageSize.optional(),
                packagePrice.optional()));
    }

    private static PercentageTier percentageTier(JsonInput input) {
        Field<BigDecimal> upTo = upTo(input);
        Field<BigDecimal> rate = Figures.notNegative(input, "rate");
        Field<BigDecimal> flatFee = Figures.notNegative(input, "flatFee");
        if (rate.isAbsent() && flatFee.isAbsent()) {
            input.refuse("rate", "is required unless the tier has a flatFee");
        }
        return input.build(
                () -> new PercentageTier(upTo.optional(), rate.or(BigDecimal.ZERO), flatFee.or(BigDecimal.ZERO)));
    }

    private static Field<BigDecimal> upTo(JsonInput input) {
        return Figures.positive(input, "upTo");
    }

    private static void checkBounds(JsonInput input, List<Optional<BigDecimal>> bounds) {
        if (bounds.isEmpty()) {
            input.refuse("tiers", "must have at least one tier; the last one has no upTo");
            return;
        }
        Optional<BigDecimal> previous = Optional.empty();
        for (int index = 0; index < bounds.size(); index++) {
            Optional<BigDecimal> upTo = bounds.get(index);
            String at = "tiers/" + index + "/upTo";
            boolean last = index == bounds.size() - 1;
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
}
