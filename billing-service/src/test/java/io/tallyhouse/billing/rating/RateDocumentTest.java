package io.tallyhouse.billing.rating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.billing.period.Charge;
import io.tallyhouse.billing.period.PricePlan;
import io.tallyhouse.billing.period.PricePlan.Bills;
import io.tallyhouse.billing.period.PricePlan.Filling;
import io.tallyhouse.billing.rating.Consumption.Accumulated;
import io.tallyhouse.billing.rating.Consumption.Seats;
import io.tallyhouse.billing.rating.RateDocument.PhasePart;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.PhaseBound;
import io.tallyhouse.contracts.billing.PhaseDiscount;
import io.tallyhouse.contracts.billing.PhaseDiscount.SeatScope;
import io.tallyhouse.contracts.billing.PhaseDiscount.Type;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.billing.ScheduleOptions.Proration;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructure.SeatProration;
import io.tallyhouse.contracts.catalog.PriceStructure.Tier;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Quantity;
import io.tallyhouse.kernel.time.DateRange;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RateDocumentTest {
    private static final CurrencyCode GBP = CurrencyCode.of("GBP");
    private static final DateRange APRIL = DateRange.of("2026-04-01", "2026-04-30");
    private static final DateRange MAY = DateRange.of("2026-05-01", "2026-05-31");
    private static final DateRange YEAR = DateRange.of("2026-01-01", "2026-12-31");

    private final List<PricedCharge> charges = new ArrayList<>();
    private final List<PhaseDiscount> discounts = new ArrayList<>();
    private final List<PhaseBound> minimums = new ArrayList<>();
    private final List<PhaseBound> maximums = new ArrayList<>();
    private Lengths lengths = Lengths.IN_DAYS;

    @Test
    void a_percentage_comes_off_what_a_part_of_the_period_costs() {
        // Given 500 for 15 of 30 days
        flat("fee", "500", DateRange.of("2026-04-16", "2026-04-30"), APRIL);
        discounts.add(off(Type.PERCENTAGE, "10"));
        // Then 500 × 15 / 30 = 250, less 25
        assertThat(nets()).containsExactly("CHARGE fee 225.00");
    }

    @Test
    void a_nominal_discount_comes_off_in_full_after_the_percentages_whatever_their_order() {
        flat("fee", "500", DateRange.of("2026-04-16", "2026-04-30"), APRIL);
        discounts.add(off(Type.NOMINAL, "100"));
        discounts.add(off(Type.PERCENTAGE, "10"));
        // 250 − 25 = 225, − 100
        assertThat(nets()).containsExactly("CHARGE fee 125.00");
    }

    @Test
    void a_nominal_discount_is_spread_by_what_is_left_and_loses_no_penny() {
        flat("a", "10", APRIL, APRIL);
        flat("b", "10", APRIL, APRIL);
        flat("c", "10", APRIL, APRIL);
        discounts.add(off(Type.NOMINAL, "10"));
        // 10 / 3: the first gets the penny that is left over
        assertThat(nets()).containsExactly("CHARGE a 6.66", "CHARGE b 6.67", "CHARGE c 6.67");
    }

    @Test
    void nothing_goes_below_zero() {
        flat("a", "10", APRIL, APRIL);
        flat("b", "5", APRIL, APRIL);
        discounts.add(off(Type.NOMINAL, "20"));
        assertThat(nets()).containsExactly("CHARGE a 0.00", "CHARGE b 0.00");
    }

    @Test
    void a_discount_on_a_line_of_its_own_comes_to_the_same_as_one_folded_in() {
        // Given three charges of 1.665, each of which is rounded up to 1.67, and 50 % off: 0.8325 → 0.83
        for (String name : List.of("a", "b", "c")) {
            usage(name, unit("0.01665"), "100", APRIL);
        }
        discounts.add(new PhaseDiscount(
                Type.PERCENTAGE,
                new BigDecimal("50"),
                Optional.of("Launch offer"),
                List.of(),
                true,
                SeatScope.ALL,
                Optional.empty(),
                Optional.empty()));
        // Then 3 × 1.67 − 2.52 = 3 × 0.83
        assertThat(nets())
                .containsExactly("CHARGE a 1.67", "CHARGE b 1.67", "CHARGE c 1.67", "DISCOUNT Launch offer -2.52");
    }

    @Test
    void a_discount_lowers_only_the_prices_it_names_and_only_in_its_days() {
        flat("a", "10", APRIL, APRIL);
        flat("b", "10", APRIL, APRIL);
        discounts.add(new PhaseDiscount(
                Type.PERCENTAGE,
                BigDecimal.TEN,
                Optional.empty(),
                List.of(new PriceId("a")),
                false,
                SeatScope.ALL,
                Optional.of(LocalDate.parse("2026-04-01")),
                Optional.of(LocalDate.parse("2026-04-30"))));
        assertThat(nets()).containsExactly("CHARGE a 9.00", "CHARGE b 10.00");
        charges.clear();
        flat("a", "10", MAY, MAY);
        assertThat(nets()).containsExactly("CHARGE a 10.00");
    }

    @Test
    void free_units_join_those_of_the_price() {
        usage("calls", unit("0.10"), "550", APRIL);
        discounts.add(off(Type.FREE_UNITS, "50"));
        // (550 − 50) × 0.10
        assertThat(nets()).containsExactly("CHARGE calls 50.00");
    }

    @Test
    void what_is_missing_to_a_minimum_is_a_line_of_its_own() {
        usage("calls", unit("1"), "600", APRIL);
        usage("gigabytes", unit("1"), "245", APRIL);
        flat("fee", "500", APRIL, APRIL);
        minimums.add(new PhaseBound(new BigDecimal("1000"), List.of()));
        // 600 + 245 = 845; flat fees do not count towards it
        assertThat(nets())
                .containsExactly(
                        "CHARGE calls 600.00",
                        "CHARGE gigabytes 245.00",
                        "CHARGE fee 500.00",
                        "MINIMUM Minimum 1000.00 155.00");
    }

    @Test
    void a_minimum_has_its_part_of_a_part_of_a_period() {
        usage("calls", unit("1"), "100", DateRange.of("2026-04-16", "2026-04-30"));
        minimums.add(new PhaseBound(new BigDecimal("1000"), List.of(new PriceId("calls"))));
        // 1000 × 15 / 30 = 500
        assertThat(nets()).containsExactly("CHARGE calls 100.00", "MINIMUM Minimum 500.00 400.00");
    }

    @Test
    void a_percentage_for_all_lowers_the_minimum_too() {
        usage("calls", unit("1"), "500", APRIL);
        minimums.add(new PhaseBound(new BigDecimal("1000"), List.of()));
        discounts.add(off(Type.PERCENTAGE, "10"));
        // 500 − 10 % = 450; the minimum 1000 − 10 % = 900
        assertThat(nets()).containsExactly("CHARGE calls 450.00", "MINIMUM Minimum 900.00 450.00");
    }

    @Test
    void a_nominal_discount_for_all_is_given_once_even_where_the_minimum_is_not_reached() {
        // Given charges of 500 and 200, and a minimum of 1000 for the usage
        flat("fee", "500", APRIL, APRIL);
        usage("calls", unit("1"), "200", APRIL);
        minimums.add(new PhaseBound(new BigDecimal("1000"), List.of()));
        discounts.add(off(Type.NOMINAL, "70"));
        // Then 70 are spread 50 : 20, and all comes to 500 + 1000 − 70
        assertThat(nets()).containsExactly("CHARGE fee 450.00", "CHARGE calls 180.00", "MINIMUM Minimum 980.00 800.00");
        charges.clear();
        // And where nothing was used, it comes off the minimum
        usage("calls", unit("1"), "0", APRIL);
        assertThat(nets()).containsExactly("CHARGE calls 0.00", "MINIMUM Minimum 930.00 930.00");
    }

    @Test
    void what_is_beyond_a_maximum_is_taken_back() {
        usage("calls", unit("1"), "1200", APRIL);
        maximums.add(new PhaseBound(new BigDecimal("1000"), List.of()));
        assertThat(nets()).containsExactly("CHARGE calls 1200.00", "MAXIMUM Maximum 1000.00 -200.00");
    }

    @Test
    void tiers_that_fill_over_several_periods_charge_what_the_cost_grows_by() {
        // Given 0–100 at 1 with a fee of 20, above at 0.75 with a fee of 50; 80 units before, 45 now
        accumulated("calls", tiers(), "80", "125");
        // Then cost(125) = 100 + 20 + 18.75 + 50 = 188.75, cost(80) = 80 + 20 = 100
        assertThat(nets()).containsExactly("CHARGE calls 88.75");
        charges.clear();
        // And the first part owes the first fee, a later one without usage nothing
        accumulated("calls", tiers(), "0", "80");
        accumulated("calls", tiers(), "80", "80");
        assertThat(nets()).containsExactly("CHARGE calls 100.00", "CHARGE calls 0.00");
    }

    @Test
    void twenty_seven_seats_added_on_18_April_pay_for_13_of_30_days() {
        seats(BillingTiming.IN_ARREARS, linear("15", "0"), APRIL, "0", days(17, "0", 13, "27"));
        // 27 × 15 × 13 / 30 = 27 × 6.50
        assertThat(nets()).containsExactly("CHARGE seats 175.50");
        charges.clear();
        seats(BillingTiming.IN_ARREARS, linear("15", "0"), MAY, "27", days(31, "27"));
        // 27 × 15
        assertThat(nets()).containsExactly("CHARGE seats 405.00");
    }

    @Test
    void seats_beyond_the_first_fifteen_may_cost_more() {
        // 15 × 12 + 12 × 15 = 360
        PriceStructure.Seat graduated = new PriceStructure.Seat(
                List.of(tier("15", "12"), Tier.ofUnits(Optional.empty(), new BigDecimal("15"), BigDecimal.ZERO)),
                BigDecimal.ZERO,
                SeatProration.PRORATE_INCREMENTS,
                Optional.empty());
        seats(BillingTiming.IN_ARREARS, graduated, MAY, "27", days(31, "27"));
        assertThat(nets()).containsExactly("CHARGE seats 360.00");
    }

    @Test
    void removed_seats_go_on_to_pay_unless_all_changes_are_prorated() {
        // Given 10 seats, 4 of which leave after 15 days
        List<Quantity> days = days(15, "10", 15, "6");
        seats(BillingTiming.IN_ARREARS, linear("30", "0"), APRIL, "10", days);
        seats(BillingTiming.IN_ARREARS, strategy(SeatProration.PRORATE_ALL_CHANGES), APRIL, "10", days);
        seats(BillingTiming.IN_ARREARS, strategy(SeatProration.USE_MAXIMUM), APRIL, "4", days);
        // 10 × 30; (10 × 15 + 6 × 15) × 30 / 30; 10 × 30
        assertThat(nets()).containsExactly("CHARGE seats 300.00", "CHARGE seats 240.00", "CHARGE seats 300.00");
    }

    @Test
    void contracted_seats_are_paid_for_even_if_there_are_fewer() {
        seats(BillingTiming.IN_ARREARS, linear("10", "20"), APRIL, "3", days(30, "3"));
        seats(BillingTiming.IN_ADVANCE, linear("10", "20"), APRIL, "3", days(30, "3"));
        assertThat(nets()).containsExactly("CHARGE seats 200.00", "CHARGE seats 200.00");
    }

    @Test
    void seats_that_come_after_the_advance_bill_pay_for_the_rest_of_the_year_month_by_month() {
        // Given 365 a seat and year, 10 seats billed in advance, 2 more from 21 April on
        overage(linear("365", "0"), APRIL, "10", days(110, "10", 10, "12"));
        overage(linear("365", "0"), MAY, "10", days(110, "10", 41, "12"));
        // 2 × 365 × 10 / 365 and 2 × 365 × 31 / 365
        assertThat(nets()).containsExactly("CHARGE seats 20.00", "CHARGE seats 62.00");
    }

    @Test
    void a_discount_may_lower_only_the_seats_that_are_included() {
        // Given 20 contracted seats of 25 at 10
        seats(BillingTiming.IN_ARREARS, linear("10", "20"), APRIL, "25", days(30, "25"));
        discounts.add(seatDiscount(SeatScope.INCLUDED));
        // 250 − 10 % of 200
        assertThat(nets()).containsExactly("CHARGE seats 230.00");
        discounts.clear();
        discounts.add(seatDiscount(SeatScope.OVERAGE));
        // 250 − 10 % of 50
        assertThat(nets()).containsExactly("CHARGE seats 245.00");
    }

    @Test
    void a_part_of_a_period_may_count_by_seconds_or_not_at_all() {
        // Given March in Berlin, which lacks an hour on the 29th: 31 × 24 − 1 = 743 hours, its last 3 days 71
        DateRange march = DateRange.of("2026-03-01", "2026-03-31");
        DateRange end = DateRange.of("2026-03-29", "2026-03-31");
        lengths = new Lengths(Proration.SECONDS, ZoneId.of("Europe/Berlin"));
        flat("fee", "743", end, march);
        assertThat(nets()).containsExactly("CHARGE fee 71.00");
        lengths = new Lengths(Proration.NONE, ZoneId.of("Europe/Berlin"));
        assertThat(nets()).containsExactly("CHARGE fee 743.00");
    }

    @Test
    void every_step_of_a_lowered_charge_is_told() {
        flat("fee", "500", DateRange.of("2026-04-16", "2026-04-30"), APRIL);
        discounts.add(off(Type.PERCENTAGE, "10"));
        assertThat(lines().get(0).steps())
                .extracting(RatingStep::detail)
                .containsExactly(
                        "fixed amount 500",
                        "15 of 30 days: 500 × 15 / 30 = 250",
                        "10 % off 250 = 25: 225 left",
                        "225 → 225.00 (half up to 2 decimals)");
    }

    private List<RequestedLine> lines() {
        return RateDocument.rate(
                List.of(new PhasePart(charges, new PhaseConditions(discounts, minimums, maximums, lengths))));
    }

    private List<String> nets() {
        return lines().stream()
                .map(line -> line.kind() + " "
                        + (line.kind() == LineKind.CHARGE
                                ? line.priceId().orElseThrow().value()
                                : line.description())
                        + " " + line.net().toPlainString())
                .toList();
    }

    private static PhaseDiscount off(Type type, String value) {
        return new PhaseDiscount(
                type,
                new BigDecimal(value),
                Optional.empty(),
                List.of(),
                false,
                SeatScope.ALL,
                Optional.empty(),
                Optional.empty());
    }

    private static PhaseDiscount seatDiscount(SeatScope scope) {
        return new PhaseDiscount(
                Type.PERCENTAGE,
                BigDecimal.TEN,
                Optional.empty(),
                List.of(),
                false,
                scope,
                Optional.empty(),
                Optional.empty());
    }

    private void flat(String id, String amount, DateRange days, DateRange gridPeriod) {
        PricePlan plan = new PricePlan(new PriceId(id), BillingFrequency.MONTHLY, BillingTiming.IN_ARREARS, false);
        charges.add(new PricedCharge(
                new Charge(plan, 0, days.end().plusDays(1), days, gridPeriod),
                terms(new PriceStructure.Flat(new BigDecimal(amount))),
                Optional.empty()));
    }

    private void usage(String id, PriceStructure structure, String quantity, DateRange days) {
        PricePlan plan = new PricePlan(new PriceId(id), BillingFrequency.MONTHLY, BillingTiming.IN_ARREARS, true);
        charges.add(new PricedCharge(
                new Charge(plan, 0, days.end().plusDays(1), days, APRIL),
                terms(structure),
                used(Consumption.of(Quantity.of(quantity)))));
    }

    private void accumulated(String id, PriceStructure structure, String before, String whole) {
        PricePlan plan = new PricePlan(
                new PriceId(id),
                BillingFrequency.MONTHLY,
                1,
                BillingTiming.IN_ARREARS,
                new Bills.Usage(),
                new Filling.SincePhase());
        charges.add(new PricedCharge(
                new Charge(plan, 0, MAY.start(), APRIL, APRIL),
                terms(structure),
                used(new Accumulated(Consumption.of(Quantity.of(before)), Consumption.of(Quantity.of(whole))))));
    }

    private void seats(
            BillingTiming timing, PriceStructure structure, DateRange days, String opening, List<Quantity> totals) {
        charges.add(new PricedCharge(
                new Charge(seatPlan(BillingFrequency.MONTHLY, timing), 0, days.start(), days, days),
                terms(structure),
                used(new Seats(Quantity.of(opening), totals))));
    }

    private void overage(PriceStructure structure, DateRange month, String opening, List<Quantity> totals) {
        charges.add(new PricedCharge(
                new Charge(
                        Charge.Kind.OVERAGE,
                        seatPlan(BillingFrequency.YEARLY, BillingTiming.IN_ADVANCE),
                        0,
                        month.end().plusDays(1),
                        month,
                        month,
                        YEAR,
                        YEAR.start()),
                terms(structure),
                used(new Seats(Quantity.of(opening), totals))));
    }

    private static PricePlan seatPlan(BillingFrequency frequency, BillingTiming timing) {
        return new PricePlan(
                new PriceId("seats"),
                frequency,
                1,
                timing,
                new Bills.Seats(Optional.empty()),
                new Filling.EachPeriod());
    }

    private static List<Quantity> days(Object... runs) {
        List<Quantity> days = new ArrayList<>();
        for (int index = 0; index < runs.length; index += 2) {
            for (int day = 0; day < (int) runs[index]; day++) {
                days.add(Quantity.of((String) runs[index + 1]));
            }
        }
        return days;
    }

    private static PriceStructure.Seat linear(String unitPrice, String minimum) {
        return new PriceStructure.Seat(
                List.of(Tier.ofUnits(Optional.empty(), new BigDecimal(unitPrice), BigDecimal.ZERO)),
                new BigDecimal(minimum),
                SeatProration.PRORATE_INCREMENTS,
                Optional.empty());
    }

    private static PriceStructure.Seat strategy(SeatProration strategy) {
        return new PriceStructure.Seat(linear("30", "0").tiers(), BigDecimal.ZERO, strategy, Optional.empty());
    }

    private static PriceStructure tiers() {
        return new PriceStructure.Graduated(
                List.of(
                        Tier.ofUnits(Optional.of(new BigDecimal("100")), BigDecimal.ONE, new BigDecimal("20")),
                        Tier.ofUnits(Optional.empty(), new BigDecimal("0.75"), new BigDecimal("50"))),
                false,
                Optional.empty());
    }

    private static Tier tier(String upTo, String unitPrice) {
        return Tier.ofUnits(Optional.of(new BigDecimal(upTo)), new BigDecimal(unitPrice), BigDecimal.ZERO);
    }

    private static PriceStructure unit(String price) {
        return new PriceStructure.Unit(new BigDecimal(price), BigDecimal.ONE, BigDecimal.ZERO, false, Optional.empty());
    }

    private static LineTerms terms(PriceStructure structure) {
        return new LineTerms("Line", Prices.from(structure, GBP));
    }

    private static Optional<LineUsage> used(Consumption used) {
        return Optional.of(new LineUsage(new MetricId("metric"), 1, Optional.of(used), 1, Fingerprint.ZERO));
    }
}
