package io.tallyhouse.billing.credit;

import static io.tallyhouse.billing.credit.Grants.CASH;
import static io.tallyhouse.billing.credit.Grants.bill;
import static io.tallyhouse.billing.credit.Grants.bound;
import static io.tallyhouse.billing.credit.Grants.discount;
import static io.tallyhouse.billing.credit.Grants.fee;
import static io.tallyhouse.billing.credit.Grants.grant;
import static io.tallyhouse.billing.credit.Grants.units;
import static io.tallyhouse.billing.credit.Grants.usage;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What credits pay, calculated by hand. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BurnDownTest {
    /** As {@code name -5.00}. */
    private static List<String> credits(Burned burned) {
        return burned.lines().stream()
                .map(line -> line.description() + " " + line.net().toPlainString())
                .toList();
    }

    private static List<String> draws(Burned burned) {
        return burned.draws().stream()
                .map(draw -> draw.grant() + " " + draw.amount().toPlainString())
                .toList();
    }

    @ParameterizedTest(name = "{0} of {1} units at {2}, {3} there: {4}")
    @CsvSource({
        // quantity, net, units there, units drawn, paid
        "120, 12.00, 50, 50, -5.00", // 12.00 × 50 / 120
        "120, 12.00, 120, 120, -12.00", // all
        "120, 12.00, 500, 120, -12.00", // no more than there is to pay
        "3, 10.00, 1, 1, -3.33", // 3.333… rounded once
        "3, 10.00, 2, 2, -6.67", // 6.666…
        "2.5, 7.50, 0.5, 0.5, -1.50", // parts of units
        "1000, 0.01, 400, 400, 0.00", // 0.004 is nothing, yet the units are used
        "7, 0.07, 3, 3, -0.03"
    })
    void units_pay_their_part_of_the_net(String quantity, String net, String there, String drawn, String paid) {
        Burned burned =
                BurnDown.of(bill(usage("p", "calls", quantity, net)), List.of(grant("g", units("calls"), there)));
        assertThat(draws(burned)).containsExactly("g " + drawn);
        assertThat(burned.lines()).singleElement().satisfies(line -> {
            assertThat(line.net().toPlainString()).isEqualTo(paid);
            assertThat(line.kind()).isEqualTo(LineKind.CREDIT);
            assertThat(line.quantity()).isEqualByComparingTo(drawn);
        });
    }

    @Test
    void several_grants_pay_of_a_line_what_one_of_their_sum_would() {
        // 10.00 × 1 / 3 = 3.33; 10.00 × 2 / 3 − 3.33 = 3.34; 10.00 − 6.67 = 3.33
        Burned burned = BurnDown.of(
                bill(usage("p", "calls", "3", "10.00")),
                List.of(
                        grant("a", units("calls"), "1"),
                        grant("b", units("calls"), "1"),
                        grant("c", units("calls"), "1")));
        assertThat(credits(burned)).containsExactly("a -3.33", "b -3.34", "c -3.33");
        assertThat(burned.lines().get(1).steps().get(0).detail())
                .isEqualTo("10.00 × 2 / 3 units − 3.33 paid before = 3.34");
    }

    @Test
    void a_grant_of_units_goes_from_line_to_line_of_its_metric_and_to_no_other() {
        // 30 of 30 at 3.00, then 20 of 100 at 50.00
        Burned burned = BurnDown.of(
                bill(
                        usage("a", "calls", "30", "3.00"),
                        usage("b", "bytes", "10", "9.00"),
                        usage("c", "calls", "100", "50.00"),
                        fee("5.00")),
                List.of(grant("g", units("calls"), "50")));
        assertThat(credits(burned)).containsExactly("g -3.00", "g -10.00");
        assertThat(draws(burned)).containsExactly("g 50");
        assertThat(burned.lines().get(1).steps().get(1).detail()).isEqualTo("grant g: 20 − 20 = 0 left");
    }

    @Test
    void money_pays_what_units_have_left_by_priority_then_expiry_then_age() {
        // 61.00 − 5.00 = 56.00: 10 first by priority, 20 then by expiry, 26.00 of the rest
        LocalDate soon = LocalDate.parse("2026-02-10");
        LocalDate later = LocalDate.parse("2026-03-10");
        Burned burned = BurnDown.of(
                bill(usage("p", "calls", "120", "12.00"), fee("49.00")),
                List.of(
                        grant("endless", CASH, "100"),
                        grant("later", CASH, "15", 100, Optional.of(later)),
                        grant("soon", CASH, "5", 100, Optional.of(soon)),
                        grant("first", CASH, "10", 1, Optional.empty()),
                        grant("units", units("calls"), "50", 999, Optional.empty())));
        assertThat(credits(burned))
                .containsExactly("units -5.00", "first -10.00", "soon -5.00", "later -15.00", "endless -26.00");
        assertThat(burned.lines().get(4).steps())
                .extracting(step -> step.detail())
                .containsExactly(
                        "26.00 owed, 100.00 there: the smaller, 26.00", "grant endless: 100.00 − 26.00 = 74.00 left");
    }

    @Test
    void the_last_usable_day_is_usable_and_the_day_before_the_first_is_not() {
        CreditGrant ends = grant("ends", CASH, "1", 100, Optional.of(Grants.INVOICE_DATE));
        CreditGrant ended = grant("ended", CASH, "1", 100, Optional.of(Grants.INVOICE_DATE.minusDays(1)));
        assertThat(credits(BurnDown.of(bill(fee("5.00")), List.of(ends, ended))))
                .containsExactly("ends -1.00");
        Bill early = new Bill(Grants.EUR, LocalDate.parse("2025-12-31"), List.of(fee("5.00")));
        assertThat(BurnDown.of(early, List.of(ends)).lines()).isEmpty();
    }

    @Test
    void money_of_another_currency_pays_nothing() {
        CreditGrant dollars = grant("dollars", CreditUnit.cash(CurrencyCode.of("USD")), "100");
        assertThat(BurnDown.of(bill(fee("5.00")), List.of(dollars)).draws()).isEmpty();
    }

    @Test
    void a_discount_on_a_line_of_its_own_leaves_less_for_units_to_pay() {
        // 12.00 − 2.00 = 10.00, of which half
        Burned burned = BurnDown.of(
                bill(usage("p", "calls", "100", "12.00"), discount("p", "-2.00"), fee("3.00")),
                List.of(grant("g", units("calls"), "50")));
        assertThat(credits(burned)).containsExactly("g -5.00");
    }

    @Test
    void nothing_is_paid_that_the_document_does_not_come_to() {
        // 20.00 − 15.00 over the maximum = 5.00
        RequestedLine[] lines = {usage("p", "calls", "100", "20.00"), bound(LineKind.MAXIMUM, "-15.00")};
        assertThat(credits(BurnDown.of(bill(lines), List.of(grant("g", units("calls"), "100")))))
                .containsExactly("g -5.00");
        assertThat(credits(BurnDown.of(bill(lines), List.of(grant("g", CASH, "100")))))
                .containsExactly("g -5.00");
    }

    @Test
    void a_minimum_is_paid_with_money_and_not_with_units() {
        // 4.00 of usage, 6.00 to the minimum of 10.00
        RequestedLine[] lines = {usage("p", "calls", "100", "4.00"), bound(LineKind.MINIMUM, "6.00")};
        Burned burned =
                BurnDown.of(bill(lines), List.of(grant("units", units("calls"), "1000"), grant("money", CASH, "5")));
        assertThat(credits(burned)).containsExactly("units -4.00", "money -5.00");
    }

    @Test
    void a_document_that_owes_nothing_uses_nothing() {
        List<CreditGrant> grants = List.of(grant("u", units("calls"), "10"), grant("m", CASH, "10"));
        assertThat(BurnDown.of(bill(usage("p", "calls", "0", "0.00")), grants).draws())
                .isEmpty();
        assertThat(BurnDown.of(bill(usage("p", "calls", "5", "5.00"), discount("q", "-9.00")), grants)
                        .draws())
                .isEmpty();
    }
}
