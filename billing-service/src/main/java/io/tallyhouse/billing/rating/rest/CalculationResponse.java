package io.tallyhouse.billing.rating.rest;

import io.tallyhouse.billing.rating.Calculation;
import io.tallyhouse.billing.rating.Calculation.Line.Kind;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.util.List;

/**
 * What usage costs.
 *
 * @param amount after all steps, full precision, plain, without trailing zeros
 * @param rounded the sum of the lines, as an invoice would post them
 */
record CalculationResponse(
        String amount, String rounded, CurrencyCode currency, List<Line> lines, List<RatingStep> steps) {
    /** @param net with all decimals of the currency */
    record Line(Kind kind, String net) {}

    static CalculationResponse from(Calculation.Result result) {
        return new CalculationResponse(
                result.amount().text(),
                result.rounded().text(),
                result.amount().currency(),
                result.lines().stream()
                        .map(line -> new Line(line.kind(), line.net().text()))
                        .toList(),
                result.steps());
    }
}
