package io.tallyhouse.kernel.aggregation;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What may be said besides the aggregation.
 *
 * @param percentile above 0, at most 100; with PERCENTILE only
 * @param carryOver COUNT, SUM and UNIQUE start from the level of earlier periods
 * @param prorate the result is the level's average over the period instead of the level at its end
 * @param result with WEIGHTED_SUM only; its average where nothing is said
 */
public record ResultOptions(
        Optional<BigDecimal> percentile,
        boolean carryOver,
        Optional<Proration> prorate,
        Optional<ResultRounding> rounding,
        Optional<LevelResult> result) {
    public static final ResultOptions NONE =
            new ResultOptions(Optional.empty(), false, Optional.empty(), Optional.empty());
    private static final BigDecimal PERCENTILE_MAX = new BigDecimal(100);

    public ResultOptions {
        requireNonNull(prorate, "prorate is null");
        requireNonNull(rounding, "rounding is null");
        requireNonNull(result, "result is null");
        percentile.ifPresent(ResultOptions::requirePercentile);
    }

    /** Of whatever has no choice of results. */
    public ResultOptions(
            Optional<BigDecimal> percentile,
            boolean carryOver,
            Optional<Proration> prorate,
            Optional<ResultRounding> rounding) {
        this(percentile, carryOver, prorate, rounding, Optional.empty());
    }

    private static void requirePercentile(BigDecimal percentile) {
        if (percentile.signum() <= 0 || percentile.compareTo(PERCENTILE_MAX) > 0) {
            throw new IllegalArgumentException("percentile " + percentile + " must be above 0 and at most 100");
        }
    }
}
