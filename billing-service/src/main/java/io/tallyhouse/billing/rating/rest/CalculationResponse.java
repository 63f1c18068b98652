package io.tallyhouse.billing.rating.rest;

import io.tallyhouse.billing.rating.RateLine;
import io.tallyhouse.billing.rating.Rated;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Money;
import java.util.ArrayList;
import java.util.List;

/**
 * What a quantity costs.
 *
 * @param amount full precision, plain, without trailing zeros
 * @param rounded as a line of an invoice would post it
 */
record CalculationResponse(String amount, String rounded, CurrencyCode currency, List<RatingStep> steps) {
    static CalculationResponse from(Rated rated) {
        Money rounded = RateLine.round(rated.amount());
        List<RatingStep> steps = new ArrayList<>(rated.steps());
        steps.add(RateLine.roundingStep(rated.amount(), rounded));
        return new CalculationResponse(
                rated.amount().text(), rounded.text(), rated.amount().currency(), List.copyOf(steps));
    }
}
