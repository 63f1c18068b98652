package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.catalog.PriceStructure.ConversionRounding;
import io.tallyhouse.contracts.catalog.PriceStructure.UnitConversion;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.money.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * From the metric's units to those that are priced. A quotient has 34 digits, half even; what is rounded is rounded to
 * whole units: up is away from zero, down towards it, half up away from zero.
 */
record Conversion(UnitConversion written) {
    Quantity apply(Quantity used) {
        BigDecimal converted = switch (written.operation()) {
            case MULTIPLY -> used.value().multiply(written.factor());
            case DIVIDE -> Decimals.quotient(used.value(), written.factor());
        };
        return new Quantity(
                switch (written.rounding()) {
                    case NONE -> converted;
                    case UP -> converted.setScale(0, RoundingMode.UP);
                    case DOWN -> converted.setScale(0, RoundingMode.DOWN);
                    case HALF_UP -> converted.setScale(0, RoundingMode.HALF_UP);
                });
    }

    RatingStep step(Quantity used, Quantity converted) {
        String sign = written.operation() == UnitConversion.Operation.MULTIPLY ? "×" : "/";
        String rounded = written.rounding() == ConversionRounding.NONE
                ? ""
                : " (rounded to whole units, "
                        + switch (written.rounding()) {
                            case UP -> "up";
                            case DOWN -> "down";
                            case HALF_UP, NONE -> "half up";
                        }
                        + ")";
        return RatingStep.of(
                "CONVERSION",
                "%s units %s %s = %s%s"
                        .formatted(
                                used,
                                sign,
                                Decimals.text(written.factor()),
                                Figures.shown(converted.value()),
                                rounded));
    }
}
