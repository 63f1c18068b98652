package io.tallyhouse.billing.adjustment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.billing.adjustment.Adjustment.State;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.billing.ScheduleOptions.LateUsage;
import io.tallyhouse.contracts.billing.ScheduleOptions.LateUsage.Policy;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.time.DateRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DifferenceTest {
    private static final DateRange JANUARY = DateRange.of("2026-01-01", "2026-01-31");

    @Test
    void lines_that_are_as_they_were_billed_differ_by_nothing() {
        List<RequestedLine> lines = List.of(charge("calls", "12.00"), charge("fee", "49.00"));
        assertThat(Difference.between(lines, List.of(), lines)).isEmpty();
    }

    @Test
    void only_the_line_that_changed_is_told_with_its_arithmetic() {
        // Given
        List<RequestedLine> billed = List.of(charge("fee", "49.00"), charge("calls", "12.00"));
        List<RequestedLine> now = List.of(charge("fee", "49.00"), charge("calls", "15.00"));
        // When
        List<Difference> differences = Difference.between(billed, List.of(), now);
        // Then
        assertThat(nets(differences)).containsExactly("calls 3.00");
        assertThat(differences.get(0).steps())
                .extracting(step -> step.detail())
                .containsExactly("billed so far 12.00", "rated again 15.00", "15.00 − 12.00 = 3.00");
    }

    @Test
    void what_was_settled_before_is_not_settled_again() {
        // Given
        List<RequestedLine> billed = List.of(charge("calls", "12.00"));
        List<RequestedLine> now = List.of(charge("calls", "15.00"));
        List<Difference> settled = new ArrayList<>(Difference.between(billed, List.of(), now));
        // Then
        assertThat(Difference.between(billed, settled, now)).isEmpty();
        // And what comes later is what is new of it
        List<RequestedLine> later = List.of(charge("calls", "14.00"));
        assertThat(nets(Difference.between(billed, settled, later))).containsExactly("calls -1.00");
    }

    @Test
    void a_price_that_another_one_followed_within_the_period_gives_back_its_part() {
        // Given a month of 31.00, and a change on the 15th to one of 62.00
        List<RequestedLine> billed = List.of(charge("basic", "31.00"));
        List<RequestedLine> now = List.of(charge("basic", "14.00"), charge("pro", "34.00"));
        assertThat(nets(Difference.between(billed, List.of(), now))).containsExactly("basic -17.00", "pro 34.00");
    }

    @Test
    void a_minimum_is_compared_whatever_its_amount_has_become() {
        List<RequestedLine> billed =
                List.of(charge("calls", "845.00"), line(LineKind.MINIMUM, "Minimum 1000.00", "155.00"));
        List<RequestedLine> now =
                List.of(charge("calls", "945.00"), line(LineKind.MINIMUM, "Minimum 1000.00", "55.00"));
        // 100 more usage is 100 less to the minimum
        assertThat(nets(Difference.between(billed, List.of(), now))).containsExactly("calls 100.00", " -100.00");
    }

    @Test
    void credits_that_paid_for_lines_are_left_out() {
        List<RequestedLine> billed = List.of(charge("calls", "12.00"), line(LineKind.CREDIT, "Credit", "-12.00"));
        assertThat(Difference.between(billed, List.of(), List.of(charge("calls", "12.00"))))
                .isEmpty();
    }

    @Test
    void more_is_billed_less_is_credited_unless_the_schedule_lets_it_go() {
        Adjustment more = open("3.00");
        Adjustment less = open("-3.00");
        List<Adjustment> both = List.of(more, less);
        assertThat(Settlement.of(both, late(Policy.ADJUST, "0")))
                .isEqualTo(new Settlement(List.of(more), List.of(less), List.of()));
        assertThat(Settlement.of(both, late(Policy.CREDIT, "0")))
                .isEqualTo(new Settlement(List.of(), List.of(less), List.of(more)));
        assertThat(Settlement.of(both, late(Policy.IGNORE, "0"))).isEqualTo(new Settlement(List.of(), List.of(), both));
    }

    @Test
    void what_is_below_the_threshold_waits() {
        assertThat(Settlement.of(List.of(open("4.99")), late(Policy.ADJUST, "5"))
                        .isNothing())
                .isTrue();
        assertThat(Settlement.of(List.of(open("5.00")), late(Policy.ADJUST, "5"))
                        .billed())
                .hasSize(1);
    }

    @Test
    void a_line_of_an_adjustment_names_the_invoice_and_the_days_that_it_is_of() {
        assertThat(open("3.00").lines())
                .extracting(RequestedLine::description, RequestedLine::servicePeriod, RequestedLine::kind)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "Adjustment of the invoice of 2026-02-01: calls", JANUARY, LineKind.ADJUSTMENT));
    }

    private static LateUsage late(Policy policy, String threshold) {
        return new LateUsage(policy, new BigDecimal(threshold));
    }

    private static Adjustment open(String net) {
        return new Adjustment(
                new TenantId("t"),
                "run-1",
                new ScheduleId("s"),
                new CustomerId("acme"),
                new RunId("run"),
                LocalDate.parse("2026-02-01"),
                CurrencyCode.of("EUR"),
                State.OPEN,
                Difference.between(List.of(), List.of(), List.of(charge("calls", net))),
                Optional.empty(),
                Instant.EPOCH);
    }

    private static List<String> nets(List<Difference> differences) {
        return differences.stream()
                .map(one -> one.key().description() + " " + one.net().toPlainString())
                .toList();
    }

    private static RequestedLine charge(String price, String net) {
        return new RequestedLine(
                LineKind.CHARGE,
                price,
                Optional.of(new PriceId(price)),
                Optional.empty(),
                Optional.empty(),
                BigDecimal.ONE,
                new BigDecimal(net),
                JANUARY,
                List.of(),
                Optional.empty());
    }

    private static RequestedLine line(LineKind kind, String description, String net) {
        return new RequestedLine(
                kind,
                description,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                BigDecimal.ONE,
                new BigDecimal(net),
                JANUARY,
                List.of(),
                Optional.empty());
    }
}
