package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.catalog.PriceStructure.PackageRounding;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * So much a package. Free units come off first; a begun package counts whole ({@code UP}) or not at all ({@code DOWN});
 * zero usage is no package.
 */
public record PackagePrice(
        Quantity packageSize,
        Amount packagePrice,
        PackageRounding rounding,
        Quantity freeUnits,
        NegativeUsage negativeUsage)
        implements Price {
    public PackagePrice {
        if (packageSize.compareTo(Quantity.ZERO) <= 0) {
            throw new IllegalArgumentException("packageSize " + packageSize + " must be greater than 0");
        }
    }

    @Override
    public CurrencyCode currency() {
        return packagePrice.currency();
    }

    @Override
    public boolean needsQuantity() {
        return true;
    }

    @Override
    public Price withFree(Quantity units) {
        return new PackagePrice(packageSize, packagePrice, rounding, freeUnits.plus(units), negativeUsage);
    }

    @Override
    public Rated rate(Consumption consumption) {
        Quantity used = consumption.total();
        return used.isNegative() ? negativeUsage.rate(currency(), used, this::positive) : positive(used);
    }

    private Rated positive(Quantity used) {
        FreeUnits free = new FreeUnits(freeUnits);
        Quantity paid = free.off(used);
        BigDecimal packages = Packages.count(paid, packageSize, rounding);
        Amount amount = packagePrice.times(packages);
        List<RatingStep> steps = new ArrayList<>(free.step(used).stream().toList());
        String begun = switch (rounding) {
            case UP -> "a begun one counts whole";
            case DOWN -> "a begun one does not count";
        };
        steps.add(RatingStep.of(
                "PACKAGES",
                "%s units in packages of %s: %s (%s)".formatted(paid, packageSize, packages.toPlainString(), begun)));
        steps.add(RatingStep.of(
                "PACKAGE_PRICE",
                "%s packages × %s = %s".formatted(packages.toPlainString(), packagePrice.text(), amount.text()),
                amount.value()));
        return new Rated(amount, steps);
    }
}
