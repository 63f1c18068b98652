package io.tallyhouse.billing.rating;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.billing.period.Charge;
import java.util.Optional;

/**
 * A charge with what it is priced by and what was measured for it.
 *
 * @param usage present exactly if the price needs a quantity
 */
public record PricedCharge(Charge charge, LineTerms terms, Optional<LineUsage> usage) {
    /** @throws IllegalArgumentException if there is usage for a fixed price, or none for a price that needs it */
    public PricedCharge {
        requireNonNull(charge, "charge is null");
        if (terms.price().needsQuantity() != usage.isPresent()) {
            throw new IllegalArgumentException("price '" + charge.priceId() + "' "
                    + (terms.price().needsQuantity() ? "needs usage" : "is fixed and takes no usage"));
        }
    }
}
