package io.tallyhouse.billing.rating;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.money.Amount;
import java.util.List;

/**
 * What a quantity costs and how that came about.
 *
 * @param amount full precision, not posted
 */
public record Rated(Amount amount, List<RatingStep> steps) {
    public Rated {
        requireNonNull(amount, "amount is null");
        steps = List.copyOf(steps);
    }
}
