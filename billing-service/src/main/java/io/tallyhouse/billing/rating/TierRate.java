package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.catalog.PriceStructure.PackageRounding;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.money.Quantity;
import java.math.BigDecimal;

/** What the units of a tier cost, without its flat fee. */
public sealed interface TierRate {
    CurrencyCode currency();

    /** Exact. */
    Amount charge(Quantity units);

    /** What stands between "so many units in this tier" and the amount. */
    String arithmetic(Quantity units);

    /** So much for each unit. */
    record PerUnit(Amount unitPrice) implements TierRate {
        @Override
        public CurrencyCode currency() {
            return unitPrice.currency();
        }

        @Override
        public Amount charge(Quantity units) {
            return unitPrice.times(units.value());
        }

        @Override
        public String arithmetic(Quantity units) {
            return "× " + unitPrice.text();
        }
    }

    /** @param rate literal percent of the units, which are amounts of the currency */
    record Percent(CurrencyCode currency, BigDecimal rate) implements TierRate {
        @Override
        public Amount charge(Quantity units) {
            return Percentages.of(new Amount(currency, units.value()), rate);
        }

        @Override
        public String arithmetic(Quantity units) {
            return "× " + Decimals.text(rate) + " %";
        }
    }

    /** So much for each package, a begun one counts whole. */
    record PerPackage(Quantity packageSize, Amount packagePrice) implements TierRate {
        @Override
        public CurrencyCode currency() {
            return packagePrice.currency();
        }

        @Override
        public Amount charge(Quantity units) {
            return packagePrice.times(packages(units));
        }

        @Override
        public String arithmetic(Quantity units) {
            return "in packages of %s: %s × %s"
                    .formatted(packageSize, packages(units).toPlainString(), packagePrice.text());
        }

        private BigDecimal packages(Quantity units) {
            return Packages.count(units, packageSize, PackageRounding.UP);
        }
    }
}
