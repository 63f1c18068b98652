package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.catalog.PriceStructure.PackageRounding;
import io.tallyhouse.kernel.money.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;

/** How many packages some units make. */
final class Packages {
    private Packages() {}

    /** @param units not negative; none are no package */
    static BigDecimal count(Quantity units, Quantity packageSize, PackageRounding rounding) {
        BigDecimal[] parts = units.value().divideAndRemainder(packageSize.value());
        BigInteger whole = parts[0].toBigIntegerExact();
        boolean begun = parts[1].signum() > 0;
        return new BigDecimal(
                switch (rounding) {
                    case UP -> begun ? whole.add(BigInteger.ONE) : whole;
                    case DOWN -> whole;
                });
    }
}
