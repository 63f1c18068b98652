package io.tallyhouse.billing.schedule.operation;

import static io.tallyhouse.billing.schedule.operation.OperationStage.day;
import static io.tallyhouse.billing.schedule.operation.OperationStage.ids;
import static io.tallyhouse.billing.schedule.operation.OperationStage.milestone;
import static io.tallyhouse.billing.schedule.operation.OperationStage.phase;
import static io.tallyhouse.billing.schedule.operation.OperationStage.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.billing.schedule.Course;
import io.tallyhouse.billing.schedule.PhaseEdits;
import io.tallyhouse.billing.schedule.SentPhase;
import io.tallyhouse.contracts.billing.PhaseDiscount;
import io.tallyhouse.contracts.billing.PhaseDiscount.SeatScope;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PhaseOperationsTest {
    /** A quarter that is past, and a phase that runs; monthly arrears are billed to the end of April. */
    private static final OperationStage RUNNING = OperationStage.of(
                    1,
                    "",
                    phase("2026-01-01", "2026-03-31", "base", "usage"),
                    phase("2026-04-01", "", "base", "fee", "usage"))
            .on("2026-05-10")
            .billed("2026-05-01");

    private static ReplacePhases replace(PhaseRecord... phases) {
        return new ReplacePhases(Arrays.stream(phases).map(SentPhase::of).toList());
    }

    private static List<String> pointers(Problem problem) {
        return problem.errors().stream().map(Violation::pointer).toList();
    }

    @Test
    void an_added_phase_ends_the_open_one_the_day_before() {
        Course course = RUNNING.course(new AppendPhase(SentPhase.of(phase("2026-06-15", "2026-12-31", "plus"))));

        assertThat(shown(course)).endsWith("2026-04-01..2026-06-14 base fee usage", "2026-06-15..2026-12-31 plus");
        assertThat(course.endDate()).isEqualTo(day("2026-12-31"));
        assertThat(pointers(RUNNING.refusal(new AppendPhase(SentPhase.of(phase("2026-04-30", "", "plus"))))))
                .containsExactly("/startDate");
        assertThat(new AppendPhase(SentPhase.of(phase("2026-06-15", "2026-06-01", "plus", "plus")))
                        .faults(CurrencyCode.of("EUR")))
                .extracting(Violation::pointer)
                .containsExactly("/endDate", "/priceIds/1");
    }

    @Test
    void after_a_phase_with_an_end_the_next_begins_the_day_after() {
        OperationStage stage = OperationStage.of(1, "2028-02-29", phase("2026-01-01", "2028-02-29", "fee"));

        assertThat(shown(stage.course(new AppendPhase(SentPhase.of(phase("2028-03-01", "", "fee"))))))
                .containsExactly("2026-01-01..2028-02-29 fee", "2028-03-01.. fee");
        assertThat(pointers(stage.refusal(new AppendPhase(SentPhase.of(phase("2028-03-02", "", "fee"))))))
                .containsExactly("/startDate");
        assertThat(OperationStage.of(1, "", milestone("2026-01-01", "fee"))
                        .refusal(new AppendPhase(SentPhase.of(phase("2026-03-01", "", "fee"))))
                        .detail())
                .contains("complete it first");
    }

    @Test
    void replaced_from_a_day_on_the_running_phase_ends_there_and_what_was_stays() {
        Course course = RUNNING.course(
                replace(phase("2026-05-20", "2026-08-31", "plus"), phase("2026-09-01", "2026-12-31", "base")));

        assertThat(shown(course))
                .containsExactly(
                        "2026-01-01..2026-03-31 base usage",
                        "2026-04-01..2026-05-19 base fee usage",
                        "2026-05-20..2026-08-31 plus",
                        "2026-09-01..2026-12-31 base");
        assertThat(course.endDate()).isEqualTo(day("2026-12-31"));
    }

    @Test
    void what_is_past_is_frozen_and_may_be_sent_as_it_is() {
        PhaseRecord past = phase("2026-01-01", "2026-03-31", "base", "usage");
        PhaseRecord running = phase("2026-04-01", "2026-06-30", "base", "fee", "usage");

        assertThat(shown(RUNNING.course(replace(past, running))))
                .containsExactly("2026-01-01..2026-03-31 base usage", "2026-04-01..2026-06-30 base fee usage");
        assertThat(pointers(RUNNING.refusal(replace(phase("2026-01-01", "2026-03-31", "base"), running))))
                .containsExactly("/phases/0");
        assertThat(pointers(RUNNING.refusal(replace(phase("2026-05-05", "", "plus")))))
                .containsExactly("/phases/0/startDate");
        assertThat(pointers(RUNNING.refusal(replace(past, phase("2026-04-01", "2026-05-05", "base", "fee", "usage")))))
                .containsExactly("/phases/1/endDate");
    }

    @Test
    void in_the_running_phase_arrears_change_from_today_on_and_what_is_billed_ahead_does_not() {
        Course course = RUNNING.course(replace(phase("2026-04-01", "", "base", "plus", "usage")));

        assertThat(shown(course))
                .containsExactly(
                        "2026-01-01..2026-03-31 base usage",
                        "2026-04-01..2026-05-09 base fee usage",
                        "2026-05-10.. base plus usage");
        assertThat(pointers(RUNNING.refusal(replace(phase("2026-04-01", "", "annual", "fee", "usage")))))
                .containsExactly("/phases/0/priceIds");
    }

    @Test
    void a_gap_after_the_last_day_and_a_start_before_the_first_are_refused() {
        OperationStage stage = OperationStage.of(1, "2026-06-30", phase("2026-02-01", "2026-06-30", "fee"));

        assertThat(pointers(stage.refusal(replace(phase("2026-07-02", "", "fee")))))
                .containsExactly("/phases/0/startDate");
        assertThat(pointers(stage.refusal(replace(phase("2026-01-31", "", "fee")))))
                .containsExactly("/phases/0/startDate");
    }

    @Test
    void a_nominal_discount_of_a_split_period_comes_off_once() {
        PhaseRecord discounted = PhaseEdits.discounted(
                phase("2026-01-01", "", "fee"),
                List.of(new PhaseDiscount(
                        PhaseDiscount.Type.NOMINAL,
                        BigDecimal.TEN,
                        Optional.empty(),
                        List.of(),
                        false,
                        SeatScope.ALL,
                        Optional.empty(),
                        Optional.empty())));
        ChangePrices upgrade = new ChangePrices(
                ChangePrices.Kind.UPGRADE, Map.of(ids("fee").get(0), ids("plus").get(0)), Optional.empty(), false);
        OperationStage stage = OperationStage.of(1, "", discounted);

        // within February: the part before has its discount, the part after from the next period on
        Course within = stage.on("2026-02-10").course(upgrade);
        assertThat(within.phases().get(0).discounts().get(0).from()).isEmpty();
        assertThat(within.phases().get(1).discounts().get(0).from()).isEqualTo(day("2026-02-11"));
        // with the month: each has its own
        Course between = stage.on("2026-03-01").course(upgrade);
        assertThat(between.phases().get(1).discounts().get(0).from()).isEmpty();
    }
}
