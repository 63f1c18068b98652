package io.tallyhouse.catalog.metric.rest;

import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.LevelResult;
import io.tallyhouse.kernel.aggregation.Proration;
import io.tallyhouse.kernel.aggregation.ResultOptions;
import io.tallyhouse.kernel.aggregation.ResultRounding;
import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.util.Optional;

/** The fields that say how a metric's result is made of its slots. */
record ResultFields(
        Field<BigDecimal> percentile,
        Field<Boolean> carryOver,
        Field<Proration> prorate,
        Field<ResultRounding> rounding,
        Field<LevelResult> result) {
    private static final BigDecimal PERCENTILE_MAX = new BigDecimal(100);

    /** @param aggregation empty where it is faulty itself, and so decides nothing */
    static ResultFields read(JsonInput input, Optional<Aggregation> aggregation) {
        Field<BigDecimal> percentile = input.decimal("percentile")
                .check(
                        value -> value.signum() > 0 && value.compareTo(PERCENTILE_MAX) <= 0,
                        "must be above 0 and at most 100")
                .map(Decimals::canonical);
        Field<Boolean> carryOver = input.bool("carryOver");
        Field<Proration> prorate = input.oneOf("prorate", Proration.class);
        Field<ResultRounding> rounding = input.object("rounding", ResultFields::rounding);
        Field<LevelResult> result = input.oneOf("result", LevelResult.class);
        ResultFields fields = new ResultFields(percentile, carryOver, prorate, rounding, result);
        aggregation.ifPresent(known -> fields.check(input, known));
        return fields;
    }

    /** True where a result may depend on what was there before its period. */
    boolean asksForLevel() {
        return carryOver.or(false) || prorate.isPresent();
    }

    ResultOptions options() {
        return new ResultOptions(
                percentile.optional(),
                carryOver.or(false),
                prorate.optional(),
                rounding.optional(),
                // what is meant anyway makes no other version of the metric
                result.optional().filter(wanted -> wanted != LevelResult.AVERAGE));
    }

    private void check(JsonInput input, Aggregation aggregation) {
        if (aggregation == Aggregation.PERCENTILE && percentile.isAbsent()) {
            input.refuse("percentile", "is required: PERCENTILE needs to know which one, as \"95\"");
        }
        if (aggregation != Aggregation.PERCENTILE && percentile.isPresent()) {
            input.refuse(
                    "percentile",
                    "'" + percentile.get().toPlainString() + "' must be left out: only PERCENTILE has one, not "
                            + aggregation);
        }
        if (carryOver.or(false) && !aggregation.mayCarryOver()) {
            input.refuse(
                    "carryOver",
                    aggregation.alwaysCarriesOver()
                            ? "'true' must be left out: " + aggregation + " always starts from the level before"
                            : "'true' must be left out: COUNT, SUM and UNIQUE can carry a level over, " + aggregation
                                    + " has none");
        }
        if (prorate.isPresent() && !aggregation.mayProrate()) {
            input.refuse(
                    "prorate",
                    "'" + prorate.get() + "' must be left out: COUNT, SUM, UNIQUE and GAUGE can be prorated, "
                            + aggregation + " cannot");
        }
        if (result.isPresent() && !aggregation.hasResults()) {
            input.refuse(
                    "result",
                    "'" + result.get() + "' must be left out: WEIGHTED_SUM has a choice of results, " + aggregation
                            + " has none");
        }
    }

    private static ResultRounding rounding(JsonInput input) {
        Field<ResultRounding.Mode> mode =
                input.oneOf("mode", ResultRounding.Mode.class).required();
        Field<Integer> digits = input.integer("digits", -ResultRounding.DIGITS_MAX, ResultRounding.DIGITS_MAX)
                .required();
        return input.build(() -> new ResultRounding(mode.get(), digits.get()));
    }
}
