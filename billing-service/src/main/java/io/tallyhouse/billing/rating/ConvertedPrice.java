package io.tallyhouse.billing.rating;

import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Quantity;
import java.util.ArrayList;
import java.util.List;

/** A price of other units than the metric's. Groups and events are converted, and rounded, each by itself. */
record ConvertedPrice(Conversion conversion, Price price) implements Price {
    @Override
    public CurrencyCode currency() {
        return price.currency();
    }

    @Override
    public boolean needsQuantity() {
        return price.needsQuantity();
    }

    @Override
    public Price withFree(Quantity units) {
        return new ConvertedPrice(conversion, price.withFree(units));
    }

    @Override
    public Rated rate(Consumption used) {
        Consumption converted = used.map(conversion::apply);
        Rated rated = price.rate(converted);
        List<RatingStep> steps = new ArrayList<>();
        steps.add(conversion.step(used.total(), converted.total()));
        steps.addAll(rated.steps());
        return new Rated(rated.amount(), steps);
    }
}
