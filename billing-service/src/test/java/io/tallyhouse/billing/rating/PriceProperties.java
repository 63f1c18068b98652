package io.tallyhouse.billing.rating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructure.Graduated;
import io.tallyhouse.contracts.catalog.PriceStructure.Tier;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Quantity;
import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Laws of prices, on generated ones. */
class PriceProperties {
    private static final CurrencyCode USD = CurrencyCode.of("USD");

    @Property(tries = 3000)
    void a_price_agrees_with_a_second_rater_that_counts_every_tenth_of_a_unit(
            @ForAll("structures") PriceStructure structure, @ForAll @IntRange(max = 700) int tenths) {
        assertThat(amount(structure, tenths)).isEqualByComparingTo(SlowRater.rate(structure, tenths));
    }

    @Property(tries = 2000)
    void a_price_that_has_no_cheaper_tier_further_up_is_monotone_in_quantity(
            @ForAll("monotone") PriceStructure structure,
            @ForAll @IntRange(min = -700, max = 700) int one,
            @ForAll @IntRange(min = -700, max = 700) int other) {
        assertThat(amount(structure, Math.min(one, other)))
                .isLessThanOrEqualTo(amount(structure, Math.max(one, other)));
    }

    @Property
    void a_graduated_price_without_flat_fees_is_continuous_at_its_bounds(
            @ForAll("graduatedWithoutFees") PriceStructure structure) {
        BigDecimal little = new BigDecimal("1e-20");
        BigDecimal most = new BigDecimal("200").multiply(little);
        for (Tier tier : ((Graduated) structure).tiers()) {
            tier.upTo().ifPresent(bound -> {
                BigDecimal jump = amount(structure, bound.add(little)).subtract(amount(structure, bound));
                assertThat(jump).isBetween(BigDecimal.ZERO, most);
            });
        }
    }

    @Property
    void the_parts_among_the_steps_sum_to_the_amount(
            @ForAll("structures") PriceStructure structure, @ForAll @IntRange(max = 700) int tenths) {
        Rated rated = Prices.from(structure, USD).rate(new Quantity(BigDecimal.valueOf(tenths, 1)));

        BigDecimal parts = rated.steps().stream()
                .filter(step -> !step.kind().equals("SUM"))
                .flatMap(step -> step.amount().stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(parts).isEqualByComparingTo(rated.amount().value());
        assertThat(rated.steps()).extracting(RatingStep::detail).allMatch(detail -> !detail.isBlank());
    }

    @Property
    void usage_and_its_correction_cancel_where_negatives_are_allowed_and_no_fee_is_due(
            @ForAll("creditable") PriceStructure structure, @ForAll @IntRange(max = 700) int tenths) {
        assertThat(amount(structure, -tenths))
                .isEqualByComparingTo(amount(structure, tenths).negate());
    }

    @Provide
    Arbitrary<PriceStructure> structures() {
        return PriceStructures.any();
    }

    @Provide
    Arbitrary<PriceStructure> monotone() {
        return Arbitraries.oneOf(
                PriceStructures.flat(),
                PriceStructures.units(),
                PriceStructures.packages(),
                PriceStructures.graduated(PriceStructures.fees()));
    }

    @Provide
    Arbitrary<PriceStructure> graduatedWithoutFees() {
        return PriceStructures.continuous();
    }

    @Provide
    Arbitrary<PriceStructure> creditable() {
        return Arbitraries.oneOf(
                        PriceStructures.units(),
                        PriceStructures.packages(),
                        PriceStructures.graduated(PriceStructures.noFee()),
                        PriceStructures.percentage(),
                        PriceStructures.dynamic())
                .filter(PriceProperties::allowsNegative);
    }

    private static boolean allowsNegative(PriceStructure structure) {
        return switch (structure.model()) {
            case FLAT, SEAT -> false;
            case UNIT -> ((PriceStructure.Unit) structure).allowNegative();
            case PACKAGE -> ((PriceStructure.Package) structure).allowNegative();
            case GRADUATED -> ((Graduated) structure).allowNegative();
            case VOLUME -> ((PriceStructure.Volume) structure).allowNegative();
            case PERCENTAGE -> ((PriceStructure.Percentage) structure).allowNegative();
            case GRADUATED_PERCENTAGE -> ((PriceStructure.GraduatedPercentage) structure).allowNegative();
            case VOLUME_PERCENTAGE -> ((PriceStructure.VolumePercentage) structure).allowNegative();
            case MATRIX -> ((PriceStructure.Matrix) structure).allowNegative();
            case DYNAMIC -> ((PriceStructure.Dynamic) structure).allowNegative();
        };
    }

    private static BigDecimal amount(PriceStructure structure, int tenths) {
        return amount(structure, BigDecimal.valueOf(tenths, 1));
    }

    private static BigDecimal amount(PriceStructure structure, BigDecimal quantity) {
        return Prices.from(structure, USD).rate(new Quantity(quantity)).amount().value();
    }
}
