package io.tallyhouse.kernel.aggregation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MeasureTest {
    private static final Set<Aggregation> SUMMED = EnumSet.of(Aggregation.COUNT, Aggregation.SUM);

    private static void make(Aggregation aggregation, boolean carryOver, Optional<Proration> prorate, boolean joining) {
        Optional<BigDecimal> percentile =
                aggregation == Aggregation.PERCENTILE ? Optional.of(BigDecimal.TEN) : Optional.empty();
        new Measure(
                aggregation,
                new ResultOptions(percentile, carryOver, prorate, Optional.empty()),
                joining,
                Duration.ofMinutes(15));
    }

    private static void assertAllowed(boolean allowed, Runnable made) {
        if (allowed) {
            assertThatCode(made::run).doesNotThrowAnyException();
        } else {
            assertThatIllegalArgumentException().isThrownBy(made::run);
        }
    }

    @ParameterizedTest
    @EnumSource(Aggregation.class)
    void counts_and_sums_and_members_with_operations_may_be_carried_over_and_gauges_always_are(
            Aggregation aggregation) {
        assertAllowed(SUMMED.contains(aggregation), () -> make(aggregation, true, Optional.empty(), false));
        assertAllowed(aggregation == Aggregation.UNIQUE, () -> make(aggregation, true, Optional.empty(), true));
    }

    @ParameterizedTest
    @EnumSource(Aggregation.class)
    void only_levels_are_prorated(Aggregation aggregation) {
        boolean isLevel = SUMMED.contains(aggregation) || aggregation == Aggregation.GAUGE;

        assertAllowed(isLevel, () -> make(aggregation, false, Optional.of(Proration.DAYS), false));
        assertAllowed(
                aggregation == Aggregation.UNIQUE,
                () -> make(aggregation, false, Optional.of(Proration.SECONDS), true));
    }

    @ParameterizedTest
    @EnumSource(Aggregation.class)
    void a_percentile_belongs_to_its_aggregation_alone(Aggregation aggregation) {
        ResultOptions with = new ResultOptions(Optional.of(BigDecimal.TEN), false, Optional.empty(), Optional.empty());

        assertAllowed(
                aggregation == Aggregation.PERCENTILE,
                () -> new Measure(aggregation, with, false, Duration.ofMinutes(15)));
        assertAllowed(
                aggregation != Aggregation.PERCENTILE,
                () -> new Measure(aggregation, ResultOptions.NONE, false, Duration.ofMinutes(15)));
    }

    @ParameterizedTest
    @EnumSource(Aggregation.class)
    void a_weighted_sum_alone_has_a_choice_of_results(Aggregation aggregation) {
        Optional<BigDecimal> percentile =
                aggregation == Aggregation.PERCENTILE ? Optional.of(BigDecimal.TEN) : Optional.empty();
        ResultOptions with = new ResultOptions(
                percentile, false, Optional.empty(), Optional.empty(), Optional.of(LevelResult.UNIT_HOURS));

        assertAllowed(
                aggregation == Aggregation.WEIGHTED_SUM,
                () -> new Measure(aggregation, with, false, Duration.ofMinutes(15)));
    }

    @ParameterizedTest
    @CsvSource({"0, false", "-1, false", "0.0001, true", "100, true", "100.01, false"})
    void a_percentile_lies_above_0_and_up_to_100(String percentile, boolean allowed) {
        Optional<BigDecimal> value = Optional.of(new BigDecimal(percentile));

        assertAllowed(allowed, () -> new ResultOptions(value, false, Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {-10, 10})
    void a_result_has_at_most_nine_digits_after_or_before_the_point(int digits) {
        assertAllowed(false, () -> new ResultRounding(ResultRounding.Mode.UP, digits));
    }
}
