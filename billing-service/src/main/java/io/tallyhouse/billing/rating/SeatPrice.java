package io.tallyhouse.billing.rating;

import io.tallyhouse.billing.rating.PriceTiers.Bill;
import io.tallyhouse.billing.rating.PriceTiers.Fees;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.catalog.PriceStructure.SeatProration;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Quantity;
import java.util.ArrayList;
import java.util.List;

/**
 * What a number of seats costs for a whole period, each seat at its own tier's price.
 *
 * @param strategy what seats cost that come or go within a period
 * @param minimumSeats contracted: so many are paid for even if there are fewer
 */
public record SeatPrice(PriceTiers tiers, Quantity minimumSeats, SeatProration strategy) implements Price {
    @Override
    public CurrencyCode currency() {
        return tiers.currency();
    }

    @Override
    public boolean needsQuantity() {
        return true;
    }

    @Override
    public Rated rate(Consumption consumption) {
        Quantity seats = consumption.total();
        Quantity paid = paid(seats);
        Bill bill = new Bill(currency(), Fees.DUE);
        tiers.reachedBy(paid).forEach(tier -> bill.chargeOwn(tier, paid));
        Rated rated = bill.rated();
        if (paid.equals(seats)) {
            return rated;
        }
        List<RatingStep> steps = new ArrayList<>();
        steps.add(RatingStep.of(
                "MINIMUM_SEATS", "%s seats, but %s are contracted: %s are paid for".formatted(seats, paid, paid)));
        steps.addAll(rated.steps());
        return new Rated(rated.amount(), steps);
    }

    /** Never fewer than contracted. */
    Quantity paid(Quantity seats) {
        return Quantities.max(seats, minimumSeats);
    }
}
