package io.tallyhouse.billing.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.billing.PhaseBound;
import io.tallyhouse.contracts.billing.PhaseDiscount;
import io.tallyhouse.contracts.billing.PhaseDiscount.SeatScope;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Recurrence;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.PriceId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Prices: base (FLAT), usage (UNIT, monthly), yearly (UNIT, yearly), seats (SEAT). */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PhasePriceRulesTest {
    private static final Map<PriceId, PriceRecord> PRICES = Stream.of(
                    ScheduleFixtures.base(),
                    ScheduleFixtures.usage(),
                    ScheduleFixtures.usage("yearly", BillingFrequency.YEARLY),
                    ScheduleFixtures.usage("seats", BillingFrequency.MONTHLY, ScheduleFixtures.seat("10")))
            .collect(Collectors.toMap(PriceRecord::id, Function.identity()));

    private static List<PriceId> ids(String... ids) {
        return Arrays.stream(ids).map(PriceId::new).toList();
    }

    private static PhaseDiscount discount(PhaseDiscount.Type type, SeatScope seats, String... prices) {
        return new PhaseDiscount(
                type, BigDecimal.ONE, Optional.empty(), ids(prices), false, seats, Optional.empty(), Optional.empty());
    }

    private static PhaseBound bound(String... prices) {
        return new PhaseBound(BigDecimal.TEN, ids(prices));
    }

    private static List<String> faults(List<PhaseDiscount> discounts, List<PhaseBound> minimums, String... prices) {
        PhaseRecord phase = new PhaseRecord(
                Optional.empty(),
                LocalDate.of(2026, 1, 1),
                Optional.empty(),
                Recurrence.CONTINUE,
                false,
                ids(prices),
                Optional.empty(),
                discounts,
                minimums,
                List.of());
        return PhasePriceRules.violations(phase, PRICES, "/phases/0").stream()
                .map(Violation::pointer)
                .toList();
    }

    @Test
    void a_minimum_holds_for_usage_prices_that_are_billed_equally_often() {
        assertThat(faults(List.of(), List.of(bound(), bound("usage")), "base", "usage", "seats"))
                .isEmpty();
        assertThat(faults(List.of(), List.of(bound("usage", "base", "seats")), "base", "usage", "seats"))
                .containsExactly("/phases/0/minimums/0/priceIds/1", "/phases/0/minimums/0/priceIds/2");
        assertThat(faults(List.of(), List.of(bound()), "base")).containsExactly("/phases/0/minimums/0");
        assertThat(faults(List.of(), List.of(bound(), bound("yearly")), "usage", "yearly"))
                .containsExactly("/phases/0/minimums/0/priceIds");
    }

    @Test
    void free_units_need_prices_that_can_have_them() {
        PhaseDiscount free = discount(PhaseDiscount.Type.FREE_UNITS, SeatScope.ALL, "usage");
        PhaseDiscount ofAll = discount(PhaseDiscount.Type.FREE_UNITS, SeatScope.ALL);
        PhaseDiscount ofFlat = discount(PhaseDiscount.Type.FREE_UNITS, SeatScope.ALL, "usage", "base", "seats");

        assertThat(faults(List.of(free), List.of(), "base", "usage")).isEmpty();
        assertThat(faults(List.of(ofAll), List.of(), "usage")).isEmpty();
        assertThat(faults(List.of(ofAll, ofFlat), List.of(), "usage", "base", "seats"))
                .containsExactly(
                        "/phases/0/discounts/0/priceIds",
                        "/phases/0/discounts/1/priceIds/1",
                        "/phases/0/discounts/1/priceIds/2");
    }

    @Test
    void a_scope_of_seats_needs_a_price_of_seats() {
        PhaseDiscount overage = discount(PhaseDiscount.Type.PERCENTAGE, SeatScope.OVERAGE);

        assertThat(faults(List.of(overage), List.of(), "base", "seats")).isEmpty();
        assertThat(faults(List.of(overage), List.of(), "base")).containsExactly("/phases/0/discounts/0/seats");
    }

    @Test
    void prices_that_are_not_known_are_no_fault_of_the_terms() {
        assertThat(faults(
                        List.of(discount(PhaseDiscount.Type.FREE_UNITS, SeatScope.OVERAGE, "missing")),
                        List.of(bound()),
                        "missing"))
                .isEmpty();
    }
}
