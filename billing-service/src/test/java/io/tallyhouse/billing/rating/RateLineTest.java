package io.tallyhouse.billing.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.billing.period.Charge;
import io.tallyhouse.billing.period.PricePlan;
import io.tallyhouse.contracts.billing.LineProof;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructure.PackageRounding;
import io.tallyhouse.contracts.catalog.PriceStructure.Tier;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Quantity;
import io.tallyhouse.kernel.time.DateRange;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RateLineTest {
    private static final CurrencyCode USD = CurrencyCode.of("USD");
    private static final DateRange NOVEMBER = DateRange.of("2023-11-01", "2023-11-30");
    private static final DateRange TEN_DAYS = DateRange.of("2023-11-21", "2023-11-30");
    private static final MetricId TOKENS = new MetricId("tokens");
    private static final Fingerprint FINGERPRINT = new Fingerprint(1, 2);

    @Test
    void a_whole_month_of_a_flat_price_is_its_amount_and_quantity_1() {
        RequestedLine line = RateLine.rate(flat("49.00"), charge(NOVEMBER, NOVEMBER), Optional.empty());

        assertThat(line.net()).isEqualTo("49.00");
        assertThat(line.quantity()).isEqualTo("1");
        assertThat(line.servicePeriod()).isEqualTo(NOVEMBER);
        assertThat(line.proof()).isEmpty();
        assertThat(line.metricId()).isEmpty();
        assertThat(steps(line)).containsExactly("fixed amount 49", "49 → 49.00 (half up to 2 decimals)");
    }

    @Test
    void a_part_of_a_month_is_prorated_by_its_days() {
        // 30 days, 9.00 a month, 10 days used: 3.00
        RequestedLine line = RateLine.rate(flat("9.00"), charge(TEN_DAYS, NOVEMBER), Optional.empty());

        assertThat(line.net()).isEqualTo("3.00");
        assertThat(steps(line))
                .containsExactly(
                        "fixed amount 9", "10 of 30 days: 9 × 10 / 30 = 3", "3 → 3.00 (half up to 2 decimals)");
    }

    @ParameterizedTest
    @CsvSource({
        "500,   2026-04-16, 2026-04-30, 2026-04-01, 2026-04-30, 250.00", // 15 of 30 days
        "15,    2026-04-18, 2026-04-30, 2026-04-01, 2026-04-30, 6.50", // 13 of 30 days, both ends included
        "49.00, 2026-01-20, 2026-02-14, 2026-01-15, 2026-02-14, 41.10", // 26 of 31 days: 41.096774…
        "10,    2028-02-01, 2028-02-28, 2028-02-01, 2028-02-29, 9.66", // 28 of 29 days: 9.655172…
        "0.31,  2026-01-01, 2026-01-01, 2026-01-01, 2026-01-31, 0.01", // 1 of 31 days: 0.01 exactly
        "0.15,  2026-04-01, 2026-04-01, 2026-04-01, 2026-04-30, 0.01", // 0.005 is half, up
    })
    void a_stub_is_prorated_against_the_grid_period_that_contains_it(
            String amount, String from, String to, String gridFrom, String gridTo, String net) {
        Charge charge = charge(DateRange.of(from, to), DateRange.of(gridFrom, gridTo));

        assertThat(RateLine.rate(flat(amount), charge, Optional.empty()).net()).isEqualTo(net);
    }

    @Test
    void parts_of_a_repeating_decimal_are_shown_cut_and_kept_whole() {
        // 100 × 10 / 30 = 33.333…
        RequestedLine line = RateLine.rate(flat("100"), charge(TEN_DAYS, NOVEMBER), Optional.empty());

        assertThat(steps(line)).contains("10 of 30 days: 100 × 10 / 30 = 33.333333333333…");
        assertThat(line.steps().get(1).amount()).contains(new BigDecimal("33." + "3".repeat(32)));
        assertThat(line.net()).isEqualTo("33.33");
    }

    @Test
    void a_one_time_price_is_never_prorated() {
        PricePlan setup =
                new PricePlan(new PriceId("setup"), BillingFrequency.ONE_TIME, BillingTiming.IN_ADVANCE, false);
        Charge charge = new Charge(setup, 0, TEN_DAYS.start(), TEN_DAYS, NOVEMBER);

        assertThat(RateLine.rate(flat("100"), charge, Optional.empty()).net()).isEqualTo("100.00");
    }

    @Test
    void usage_and_its_tier_fees_are_never_prorated() {
        // 3 units × 1 + fee 20 for ten days of November
        LineTerms terms = terms(new PriceStructure.Graduated(
                List.of(Tier.ofUnits(Optional.empty(), BigDecimal.ONE, new BigDecimal("20"))),
                false,
                Optional.empty()));

        RequestedLine line = RateLine.rate(terms, charge(TEN_DAYS, NOVEMBER), usage("3", 3));

        assertThat(line.net()).isEqualTo("23.00");
        assertThat(steps(line))
                .containsExactly(
                        "3 units from 3 events",
                        "3 units × 1 = 3",
                        "tier: flat fee 20",
                        "3 + 20 = 23",
                        "23 → 23.00 (half up to 2 decimals)");
    }

    @Test
    void a_line_of_usage_carries_metric_version_quantity_and_proof() {
        RequestedLine line = RateLine.rate(unit("0.000015"), charge(NOVEMBER, NOVEMBER), usage("82573.0", 2940));

        assertThat(line.metricId()).contains(TOKENS);
        assertThat(line.metricVersion()).contains(2);
        assertThat(line.quantity()).isEqualTo("82573");
        assertThat(line.proof()).contains(new LineProof(2940, FINGERPRINT));
        // 82573 × 0.000015 = 1.238595
        assertThat(steps(line))
                .containsExactly(
                        "82573 units from 2940 events",
                        "82573 units × 0.000015 = 1.238595",
                        "1.238595 → 1.24 (half up to 2 decimals)");
        assertThat(line.net()).isEqualTo("1.24");
    }

    @Test
    void a_metric_without_value_is_priced_as_zero() {
        LineUsage nothing = new LineUsage(TOKENS, 2, Optional.empty(), 0, Fingerprint.ZERO);

        RequestedLine line = RateLine.rate(unit("5"), charge(NOVEMBER, NOVEMBER), Optional.of(nothing));

        assertThat(line.net()).isEqualTo("0.00");
        assertThat(line.quantity()).isEqualTo("0");
        assertThat(steps(line)).startsWith("no value from 0 events: priced as 0");
    }

    @ParameterizedTest
    @CsvSource({
        // requests, context tokens, generated tokens: 49.00 + 15.00 + context + generated
        "2940, 5987752, 82435, 15.47, 1.24, 80.71", // 3 + 4987752 × 0.0000025 = 15.46938; 82435 × 0.000015 = 1.236525
        "2940, 6127400, 81729, 15.82, 1.23, 81.05", // 3 + 5127400 × 0.0000025 = 15.8185; 81729 × 0.000015 = 1.225935
        "2939, 5944822, 81732, 15.36, 1.23, 80.59", // 3 + 4944822 × 0.0000025 = 15.362055; 81732 × 0.000015 = 1.22598
    })
    void a_november_of_language_model_usage_comes_to_the_cent(
            String requests, String context, String generated, String contextNet, String generatedNet, String total) {
        // Given
        LineTerms packages = terms(new PriceStructure.Package(
                new BigDecimal("1000"),
                new BigDecimal("5.00"),
                PackageRounding.UP,
                BigDecimal.ZERO,
                false,
                Optional.empty()));
        LineTerms tiers = terms(new PriceStructure.Graduated(
                List.of(
                        Tier.ofUnits(
                                Optional.of(new BigDecimal("1000000")), new BigDecimal("0.000003"), BigDecimal.ZERO),
                        Tier.ofUnits(Optional.empty(), new BigDecimal("0.0000025"), BigDecimal.ZERO)),
                false,
                Optional.empty()));
        Charge november = charge(NOVEMBER, NOVEMBER);

        // When
        List<BigDecimal> nets = List.of(
                RateLine.rate(flat("49.00"), november, Optional.empty()).net(),
                RateLine.rate(packages, november, usage(requests, 2940)).net(),
                RateLine.rate(tiers, november, usage(context, 2940)).net(),
                RateLine.rate(unit("0.000015"), november, usage(generated, 2940))
                        .net());

        // Then
        assertThat(nets)
                .containsExactly(
                        new BigDecimal("49.00"),
                        new BigDecimal("15.00"),
                        new BigDecimal(contextNet),
                        new BigDecimal(generatedNet));
        assertThat(nets.stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualTo(total);
    }

    @Test
    void a_line_is_rounded_half_away_from_zero_to_its_currency() {
        LineTerms yen = new LineTerms(
                "Yen",
                Prices.from(
                        new PriceStructure.Unit(
                                new BigDecimal("0.5"), BigDecimal.ONE, BigDecimal.ZERO, true, Optional.empty()),
                        CurrencyCode.of("JPY")));
        LineTerms dinar = new LineTerms(
                "Dinar",
                Prices.from(
                        new PriceStructure.Unit(
                                new BigDecimal("0.0005"), BigDecimal.ONE, BigDecimal.ZERO, true, Optional.empty()),
                        CurrencyCode.of("KWD")));
        Charge november = charge(NOVEMBER, NOVEMBER);

        assertThat(RateLine.rate(yen, november, usage("5", 1)).net()).isEqualTo("3"); // 2.5
        assertThat(RateLine.rate(yen, november, usage("-5", 1)).net()).isEqualTo("-3"); // −2.5
        assertThat(RateLine.rate(dinar, november, usage("3", 1)).net()).isEqualTo("0.002"); // 0.0015
    }

    @Test
    void usage_for_a_fixed_price_and_a_usage_price_without_usage_are_bugs() {
        Charge november = charge(NOVEMBER, NOVEMBER);

        assertThatThrownBy(() -> RateLine.rate(unit("1"), november, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'price' needs usage");
        assertThatThrownBy(() -> RateLine.rate(flat("1"), november, usage("1", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'price' is fixed");
    }

    private static List<String> steps(RequestedLine line) {
        return line.steps().stream().map(RatingStep::detail).toList();
    }

    private static Charge charge(DateRange days, DateRange gridPeriod) {
        PricePlan plan = new PricePlan(new PriceId("price"), BillingFrequency.MONTHLY, BillingTiming.IN_ARREARS, false);
        return new Charge(plan, 0, days.end().plusDays(1), days, gridPeriod);
    }

    private static LineTerms flat(String amount) {
        return terms(new PriceStructure.Flat(new BigDecimal(amount)));
    }

    private static LineTerms unit(String unitPrice) {
        return terms(new PriceStructure.Unit(
                new BigDecimal(unitPrice), BigDecimal.ONE, BigDecimal.ZERO, false, Optional.empty()));
    }

    private static LineTerms terms(PriceStructure structure) {
        return new LineTerms("Line", Prices.from(structure, USD));
    }

    private static Optional<LineUsage> usage(String value, long events) {
        return Optional.of(
                new LineUsage(TOKENS, 2, Optional.of(Consumption.of(Quantity.of(value))), events, FINGERPRINT));
    }
}
