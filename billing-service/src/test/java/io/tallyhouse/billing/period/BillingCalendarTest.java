package io.tallyhouse.billing.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.time.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BillingCalendarTest {
    private static final PricePlan FEE = plan("fee", BillingFrequency.MONTHLY, BillingTiming.IN_ADVANCE);
    private static final PricePlan SUPPORT = plan("support", BillingFrequency.MONTHLY, BillingTiming.IN_ARREARS);
    private static final PricePlan USAGE =
            new PricePlan(new PriceId("usage"), BillingFrequency.MONTHLY, BillingTiming.IN_ARREARS, true);
    private static final PricePlan SETUP = plan("setup", BillingFrequency.ONE_TIME, BillingTiming.IN_ADVANCE);
    private static final PricePlan CLOSING = plan("closing", BillingFrequency.ONE_TIME, BillingTiming.IN_ARREARS);

    @Test
    void a_month_in_arrears_bills_the_day_after_its_last_and_in_advance_on_its_first() {
        BillingCalendar november = onePhase("2023-11-01", "2023-11-30", 1, FEE, SUPPORT);

        assertThat(lines(november.plansThrough(date("2024-01-31"))))
                .containsExactly(
                        "2023-11-01 of 2023-11-01..2023-11-30: fee 0 2023-11-01..2023-11-30 of 30",
                        "2023-12-01 of 2023-11-01..2023-11-30: support 0 2023-11-01..2023-11-30 of 30");
    }

    @Test
    void a_schedule_off_its_billing_day_begins_and_ends_with_a_stub_whose_whole_is_the_grid_period() {
        BillingCalendar calendar = onePhase("2026-01-20", "2026-03-31", 15, SUPPORT);

        // 20 Jan to 14 Feb are 26 of 31 days, 15 Mar to 31 Mar are 17 of 31
        assertThat(lines(calendar.plansThrough(date("2026-12-31"))))
                .containsExactly(
                        "2026-02-15 of 2026-01-20..2026-02-14: support 0 2026-01-20..2026-02-14 of 31",
                        "2026-03-15 of 2026-02-15..2026-03-14: support 0 2026-02-15..2026-03-14 of 28",
                        "2026-04-01 of 2026-03-15..2026-03-31: support 0 2026-03-15..2026-03-31 of 31");
    }

    @Test
    void charges_of_one_date_are_one_run_whose_billing_period_is_that_in_arrears() {
        BillingCalendar calendar = openPhase("2026-01-01", 1, FEE, USAGE);

        assertThat(lines(calendar.plansThrough(date("2026-02-01"))))
                .containsExactly(
                        "2026-01-01 of 2026-01-01..2026-01-31: fee 0 2026-01-01..2026-01-31 of 31",
                        "2026-02-01 of 2026-01-01..2026-01-31: fee 0 2026-02-01..2026-02-28 of 28,"
                                + " usage 0 2026-01-01..2026-01-31 of 31");
    }

    @Test
    void a_period_crossed_by_a_phase_boundary_is_one_invoice_on_which_each_phase_bills_its_own_days() {
        // Given a change to the second phase on 16 April
        BillingCalendar calendar = new BillingCalendar(
                closed("2026-04-01", "2026-05-31"),
                1,
                List.of(
                        new PhasePlan(closed("2026-04-01", "2026-04-15"), List.of(USAGE, SUPPORT)),
                        new PhasePlan(closed("2026-04-16", "2026-05-31"), List.of(USAGE))));

        // When
        List<BillingRunPlan> plans = calendar.plansThrough(date("2026-05-01"));

        // Then usage is cut at the boundary
        assertThat(lines(plans))
                .containsExactly("2026-05-01 of 2026-04-01..2026-04-30: usage 0 2026-04-01..2026-04-15 of 30,"
                        + " support 0 2026-04-01..2026-04-15 of 30, usage 1 2026-04-16..2026-04-30 of 30");
    }

    @Test
    void what_a_later_phase_costs_in_advance_for_the_running_period_stands_on_that_periods_invoice() {
        BillingCalendar calendar = new BillingCalendar(
                Term.openFrom(date("2026-04-01")),
                1,
                List.of(
                        new PhasePlan(closed("2026-04-01", "2026-04-15"), List.of(FEE)),
                        new PhasePlan(Term.openFrom(date("2026-04-16")), List.of(FEE))));

        assertThat(lines(calendar.plansThrough(date("2026-05-01"))))
                .containsExactly(
                        "2026-04-01 of 2026-04-01..2026-04-30: fee 0 2026-04-01..2026-04-15 of 30,"
                                + " fee 1 2026-04-16..2026-04-30 of 30",
                        "2026-05-01 of 2026-05-01..2026-05-31: fee 1 2026-05-01..2026-05-31 of 31");
    }

    @Test
    void one_time_prices_bill_once_a_phase_at_its_ends_and_are_never_a_part() {
        BillingCalendar calendar = new BillingCalendar(
                Term.openFrom(date("2026-01-10")),
                1,
                List.of(
                        new PhasePlan(closed("2026-01-10", "2026-02-19"), List.of(SETUP, CLOSING)),
                        new PhasePlan(Term.openFrom(date("2026-02-20")), List.of(SETUP, CLOSING))));

        // the second phase is open: its closing price never bills, its setup price bills its first day
        assertThat(lines(calendar.plansThrough(date("2036-01-01"))))
                .containsExactly(
                        "2026-01-10 of 2026-01-10..2026-02-19: setup 0 2026-01-10..2026-02-19 of 41",
                        "2026-02-20 of 2026-01-10..2026-02-19: closing 0 2026-01-10..2026-02-19 of 41,"
                                + " setup 1 2026-02-20..2026-02-20 of 1");
    }

    @Test
    void the_schedules_end_closes_an_open_last_phase() {
        BillingCalendar calendar = new BillingCalendar(
                closed("2026-01-01", "2026-01-20"),
                1,
                List.of(new PhasePlan(Term.openFrom(date("2026-01-01")), List.of(USAGE, CLOSING))));

        assertThat(lines(calendar.plansThrough(date("2026-12-31"))))
                .containsExactly("2026-01-21 of 2026-01-01..2026-01-20: usage 0 2026-01-01..2026-01-20 of 31,"
                        + " closing 0 2026-01-01..2026-01-20 of 20");
    }

    @Test
    void prices_of_several_cadences_meet_on_one_invoice_where_their_dates_do() {
        PricePlan quarterly = plan("quarterly", BillingFrequency.QUARTERLY, BillingTiming.IN_ARREARS);
        PricePlan yearly = plan("yearly", BillingFrequency.YEARLY, BillingTiming.IN_ADVANCE);
        BillingCalendar calendar = onePhase("2026-01-01", "2026-04-10", 1, SUPPORT, quarterly, yearly);

        // the invoice of 1 April has March and the first quarter; both end early on 10 April
        assertThat(lines(calendar.plansThrough(date("2027-12-31"))))
                .containsExactly(
                        "2026-01-01 of 2026-01-01..2026-04-10: yearly 0 2026-01-01..2026-04-10 of 365",
                        "2026-02-01 of 2026-01-01..2026-01-31: support 0 2026-01-01..2026-01-31 of 31",
                        "2026-03-01 of 2026-02-01..2026-02-28: support 0 2026-02-01..2026-02-28 of 28",
                        "2026-04-01 of 2026-01-01..2026-03-31: support 0 2026-03-01..2026-03-31 of 31,"
                                + " quarterly 0 2026-01-01..2026-03-31 of 90",
                        "2026-04-11 of 2026-04-01..2026-04-10: support 0 2026-04-01..2026-04-10 of 30,"
                                + " quarterly 0 2026-04-01..2026-04-10 of 91");
    }

    @Test
    void weeks_count_from_the_schedules_first_day() {
        PricePlan weekly = plan("weekly", BillingFrequency.WEEKLY, BillingTiming.IN_ARREARS);
        BillingCalendar calendar = onePhase("2026-01-20", "2026-02-05", 1, weekly);

        assertThat(lines(calendar.plansThrough(date("2026-12-31"))))
                .containsExactly(
                        "2026-01-27 of 2026-01-20..2026-01-26: weekly 0 2026-01-20..2026-01-26 of 7",
                        "2026-02-03 of 2026-01-27..2026-02-02: weekly 0 2026-01-27..2026-02-02 of 7",
                        "2026-02-06 of 2026-02-03..2026-02-05: weekly 0 2026-02-03..2026-02-05 of 7");
    }

    @Test
    void the_next_date_of_a_price_for_three_years_is_found() {
        PricePlan everyThreeYears =
                new PricePlan(new PriceId("rare"), BillingFrequency.YEARLY, 3, BillingTiming.IN_ADVANCE, false);

        assertThat(openPhase("2026-05-10", 10, everyThreeYears).nextInvoiceDate(date("2026-05-10")))
                .contains(date("2029-05-10"));
    }

    @Test
    void a_schedule_started_two_months_back_owes_every_date_so_far_and_the_current_advance() {
        BillingCalendar calendar = openPhase("2026-08-05", 5, FEE, USAGE);

        assertThat(calendar.plansThrough(date("2026-10-20")))
                .extracting(BillingRunPlan::invoiceDate)
                .containsExactly(date("2026-08-05"), date("2026-09-05"), date("2026-10-05"));
    }

    @Test
    void a_billing_day_of_31_bills_at_the_end_of_short_months_and_returns() {
        BillingCalendar calendar = openPhase("2026-01-31", 31, FEE);

        assertThat(calendar.plansThrough(date("2026-05-31")))
                .extracting(BillingRunPlan::invoiceDate)
                .containsExactly(
                        date("2026-01-31"),
                        date("2026-02-28"),
                        date("2026-03-31"),
                        date("2026-04-30"),
                        date("2026-05-31"));
    }

    @Test
    void the_next_invoice_date_passes_over_free_phases_and_ends_with_the_schedule() {
        BillingCalendar trialFirst = new BillingCalendar(
                closed("2026-01-01", "2027-02-28"),
                1,
                List.of(
                        new PhasePlan(closed("2026-01-01", "2026-12-31"), List.of()),
                        new PhasePlan(closed("2027-01-01", "2027-02-28"), List.of(SUPPORT))));

        assertThat(trialFirst.nextInvoiceDate(date("2025-06-01"))).contains(date("2027-02-01"));
        assertThat(trialFirst.nextInvoiceDate(date("2027-02-01"))).contains(date("2027-03-01"));
        assertThat(trialFirst.nextInvoiceDate(date("2027-03-01"))).isEmpty();
    }

    @Test
    void an_open_schedule_without_recurring_prices_has_no_further_date() {
        assertThat(openPhase("2026-01-01", 1, SETUP, CLOSING).nextInvoiceDate(date("2026-01-01")))
                .isEmpty();
        assertThat(openPhase("2026-01-01", 1, USAGE).nextInvoiceDate(date("2066-07-09")))
                .contains(date("2066-08-01"));
    }

    @Test
    void a_run_waits_for_usage_only_if_it_bills_some() {
        BillingCalendar calendar = openPhase("2026-01-01", 1, FEE, USAGE);

        assertThat(calendar.planOn(date("2026-01-01")).orElseThrow().isMetered())
                .isFalse();
        assertThat(calendar.planOn(date("2026-02-01")).orElseThrow().isMetered())
                .isTrue();
        assertThat(calendar.planOn(date("2026-02-02"))).isEmpty();
    }

    @Test
    void usage_in_advance_and_overlapping_phases_are_refused() {
        assertThatThrownBy(
                        () -> new PricePlan(new PriceId("p"), BillingFrequency.MONTHLY, BillingTiming.IN_ADVANCE, true))
                .hasMessageContaining("cannot be in advance");
        assertThatThrownBy(() -> new BillingCalendar(
                        Term.openFrom(date("2026-01-01")),
                        1,
                        List.of(
                                new PhasePlan(closed("2026-01-01", "2026-01-31"), List.of()),
                                new PhasePlan(Term.openFrom(date("2026-01-31")), List.of()))))
                .hasMessageContaining("phase 0 does not end before phase 1");
    }

    @Test
    void a_pilot_is_followed_by_a_year_billed_as_one_period_where_the_phase_resets() {
        // Given a pilot of three months from 15 January, and twelve months after it
        PricePlan yearly = plan("year", BillingFrequency.YEARLY, BillingTiming.IN_ADVANCE);
        Term all = closed("2026-01-15", "2027-04-14");
        BillingCalendar calendar = new BillingCalendar(
                all,
                1,
                List.of(
                        new PhasePlan(closed("2026-01-15", "2026-04-14"), List.of(FEE)),
                        new PhasePlan(closed("2026-04-15", "2027-04-14"), List.of(yearly), true)));
        // Then the fee's last period ends with the pilot, and the year is one whole period from the 15th
        assertThat(lines(calendar.plansThrough(date("2027-12-31"))))
                .containsExactly(
                        "2026-01-15 of 2026-01-15..2026-01-31: fee 0 2026-01-15..2026-01-31 of 31",
                        "2026-02-01 of 2026-02-01..2026-02-28: fee 0 2026-02-01..2026-02-28 of 28",
                        "2026-03-01 of 2026-03-01..2026-03-31: fee 0 2026-03-01..2026-03-31 of 31",
                        "2026-04-01 of 2026-04-01..2026-04-14: fee 0 2026-04-01..2026-04-14 of 30",
                        "2026-04-15 of 2026-04-15..2027-04-14: year 1 2026-04-15..2027-04-14 of 365");
    }

    @Test
    void days_of_rest_are_on_no_invoice() {
        Term all = closed("2026-01-01", "2026-03-31");
        BillingCalendar calendar = new BillingCalendar(
                all,
                1,
                List.of(new PhasePlan(all, List.of(USAGE))),
                List.of(closed("2026-01-10", "2026-01-12"), closed("2026-02-01", "2026-02-28")));
        assertThat(lines(calendar.plansThrough(date("2026-12-31"))))
                .containsExactly(
                        "2026-02-01 of 2026-01-01..2026-01-31: usage 0 2026-01-01..2026-01-09 of 31, usage 0"
                                + " 2026-01-13..2026-01-31 of 31",
                        "2026-04-01 of 2026-03-01..2026-03-31: usage 0 2026-03-01..2026-03-31 of 31");
    }

    @Test
    void a_rest_without_end_ends_a_schedule_that_has_none() {
        Term open = Term.openFrom(date("2026-01-01"));
        BillingCalendar calendar = new BillingCalendar(
                open, 1, List.of(new PhasePlan(open, List.of(USAGE))), List.of(Term.openFrom(date("2026-01-20"))));
        assertThat(calendar.nextInvoiceDate(date("2026-01-01"))).contains(date("2026-02-01"));
        assertThat(calendar.nextInvoiceDate(date("2026-02-01"))).isEmpty();
    }

    @Test
    void seats_billed_for_a_year_in_advance_have_their_overage_each_month() {
        PricePlan seats = new PricePlan(
                new PriceId("seats"),
                BillingFrequency.YEARLY,
                1,
                BillingTiming.IN_ADVANCE,
                new PricePlan.Bills.Seats(Optional.of(Cadence.MONTHLY)),
                new PricePlan.Filling.EachPeriod());
        BillingCalendar calendar = onePhase("2026-01-01", "2026-12-31", 1, seats);
        List<BillingRunPlan> plans = calendar.plansThrough(date("2026-03-01"));
        assertThat(lines(plans))
                .containsExactly(
                        "2026-01-01 of 2026-01-01..2026-12-31: seats 0 2026-01-01..2026-12-31 of 365",
                        "2026-02-01 of 2026-01-01..2026-01-31: seats 0 2026-01-01..2026-01-31 of 365",
                        "2026-03-01 of 2026-02-01..2026-02-28: seats 0 2026-02-01..2026-02-28 of 365");
        // the month is compared with what was billed in advance, so it is counted from the year's first day
        assertThat(plans.get(2).charges().get(0).countsFrom()).isEqualTo(date("2026-01-01"));
    }

    @Test
    void an_annual_allowance_fills_from_the_day_its_year_begins() {
        PricePlan periodic = new PricePlan(
                new PriceId("calls"),
                BillingFrequency.MONTHLY,
                1,
                BillingTiming.IN_ARREARS,
                new PricePlan.Bills.Usage(),
                new PricePlan.Filling.Every(new Cadence(Cadence.Unit.MONTHS, 12)));
        BillingCalendar calendar = openPhase("2024-02-29", 29, periodic);
        // the second year begins on 28 February 2025, for 2025 has no 29th
        assertThat(calendar.chargesThrough(date("2025-05-31")))
                .extracting(charge -> charge.serviceDays().start() + " from " + charge.countsFrom())
                .startsWith("2024-02-29 from 2024-02-29", "2024-03-29 from 2024-02-29")
                .endsWith(
                        "2025-01-29 from 2024-02-29",
                        "2025-02-28 from 2025-02-28",
                        "2025-03-29 from 2025-02-28",
                        "2025-04-29 from 2025-02-28");
    }

    private static List<String> lines(List<BillingRunPlan> plans) {
        return plans.stream()
                .map(plan -> plan.invoiceDate() + " of " + shown(plan.billingPeriod()) + ": "
                        + String.join(
                                ", ",
                                plan.charges().stream()
                                        .map(BillingCalendarTest::shown)
                                        .toList()))
                .toList();
    }

    private static String shown(Charge charge) {
        return charge.priceId() + " " + charge.phaseIndex() + " " + shown(charge.serviceDays()) + " of "
                + charge.gridPeriod().days();
    }

    private static String shown(DateRange days) {
        return days.start() + ".." + days.end();
    }

    private static BillingCalendar onePhase(String start, String end, int billingDay, PricePlan... prices) {
        Term term = closed(start, end);
        return new BillingCalendar(term, billingDay, List.of(new PhasePlan(term, List.of(prices))));
    }

    private static BillingCalendar openPhase(String start, int billingDay, PricePlan... prices) {
        Term term = Term.openFrom(date(start));
        return new BillingCalendar(term, billingDay, List.of(new PhasePlan(term, List.of(prices))));
    }

    private static Term closed(String start, String end) {
        return new Term(date(start), Optional.of(date(end)));
    }

    private static PricePlan plan(String id, BillingFrequency frequency, BillingTiming timing) {
        return new PricePlan(new PriceId(id), frequency, timing, false);
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text);
    }
}
