package io.tallyhouse.billing.schedule.operation;

import static io.tallyhouse.billing.schedule.operation.OperationStage.day;
import static io.tallyhouse.billing.schedule.operation.OperationStage.ids;
import static io.tallyhouse.billing.schedule.operation.OperationStage.phase;
import static io.tallyhouse.billing.schedule.operation.OperationStage.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.billing.schedule.Course;
import io.tallyhouse.billing.schedule.operation.RenewSchedule.Uplift;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RenewAndChangePricesTest {
    private static final OperationStage OPEN = OperationStage.of(1, "", phase("2026-01-01", "", "fee", "usage"));

    private static void assertRefused(Problem problem, ProblemType type, String words) {
        assertThat(problem.type()).isEqualTo(type);
        assertThat(problem.detail()).contains(words);
    }

    // renew

    @ParameterizedTest(name = "{0} to {1} renewed for {2} months ends on {3}")
    @CsvSource({
        "2026-01-01, 2026-12-31, 12, 2027-12-31",
        "2027-03-01, 2028-02-29, 12, 2029-02-28",
        // terms that begin on the 31st, clamped and returning
        "2026-01-31, 2026-02-27, 1, 2026-03-30",
        "2026-01-31, 2026-03-30, 1, 2026-04-29",
        "2026-01-15, 2026-03-20, 1, 2026-04-20",
    })
    void a_term_is_renewed_by_months(String start, String end, int months, String renewedTo) {
        Course course = OperationStage.of(1, end, phase(start, end, "fee"))
                .course(new RenewSchedule(Optional.of(months), Optional.empty(), Optional.empty(), List.of()));

        assertThat(course.endDate()).isEqualTo(day(renewedTo));
        assertThat(course.phases()).hasSize(2);
    }

    @Test
    void uplifts_multiply_and_what_bills_once_is_not_billed_again() {
        OperationStage stage = OperationStage.of(1, "2026-12-31", phase("2026-01-01", "2026-12-31", "setup", "fee"));
        RenewSchedule percent = new RenewSchedule(
                Optional.of(12), Optional.empty(), Optional.of(new Uplift.Percent(new BigDecimal("3.5"))), List.of());
        RenewSchedule index = new RenewSchedule(
                Optional.empty(),
                day("2028-06-30"),
                Optional.of(new Uplift.Index(new BigDecimal("120"), new BigDecimal("126"))),
                List.of());

        Course twice = stage.after(percent).course(index);

        assertThat(shown(twice)).endsWith("2027-01-01..2027-12-31 fee", "2028-01-01..2028-06-30 fee");
        assertThat(twice.phases().get(1).uplift()).contains(new BigDecimal("1.035"));
        // 1.035 × 126 / 120 = 1.035 × 1.05
        assertThat(twice.phases().get(2).uplift()).contains(new BigDecimal("1.08675"));
    }

    @Test
    void prices_that_are_new_are_renewed_without_former_uplifts() {
        OperationStage stage = OperationStage.of(1, "2026-12-31", phase("2026-01-01", "2026-12-31", "fee", "usage"))
                .after(new RenewSchedule(
                        Optional.of(12), Optional.empty(), Optional.of(new Uplift.Percent(BigDecimal.TEN)), List.of()));

        RenewSchedule fewer = new RenewSchedule(Optional.of(12), Optional.empty(), Optional.empty(), ids("fee"));
        RenewSchedule others =
                new RenewSchedule(Optional.of(12), Optional.empty(), Optional.empty(), ids("fee", "plus"));

        assertThat(stage.course(fewer).phases().get(2).uplift()).contains(new BigDecimal("1.1"));
        assertThat(stage.course(others).phases().get(2).uplift()).isEmpty();
        assertRefused(OPEN.refusal(fewer), ProblemType.CONFLICT, "no endDate");
        assertRefused(
                stage.refusal(new RenewSchedule(Optional.empty(), day("2027-12-31"), Optional.empty(), List.of())),
                ProblemType.INVALID_INPUT,
                "must be after");
    }

    // upgrade and downgrade

    private static ChangePrices change(ChangePrices.Kind kind, String old, String other, String on, boolean later) {
        return new ChangePrices(kind, Map.of(ids(old).get(0), ids(other).get(0)), day(on), later);
    }

    @Test
    void an_upgrade_splits_the_phase_today_and_a_downgrade_after_the_running_period() {
        OperationStage stage = OPEN.on("2028-02-10").billed("2028-02-01");

        assertThat(shown(stage.course(change(ChangePrices.Kind.UPGRADE, "fee", "plus", "", false))))
                .containsExactly("2026-01-01..2028-02-09 fee usage", "2028-02-10.. plus usage");
        assertThat(shown(stage.course(change(ChangePrices.Kind.DOWNGRADE, "fee", "plus", "", false))))
                .containsExactly("2026-01-01..2028-02-29 fee usage", "2028-03-01.. plus usage");
        assertRefused(
                stage.refusal(change(ChangePrices.Kind.UPGRADE, "fee", "plus", "2028-01-31", false)),
                ProblemType.CONFLICT,
                "too early");
    }

    @Test
    void what_bills_once_stays_with_the_part_in_which_it_bills() {
        Course course = OperationStage.of(1, "", phase("2026-01-01", "", "setup", "fee", "closing"))
                .on("2026-02-10")
                .course(change(ChangePrices.Kind.UPGRADE, "fee", "plus", "", false));

        assertThat(shown(course)).containsExactly("2026-01-01..2026-02-09 setup fee", "2026-02-10.. plus closing");
    }

    @Test
    void later_phases_change_only_where_that_is_asked() {
        OperationStage stage = OperationStage.of(
                        1, "", phase("2026-01-01", "2026-03-31", "fee"), phase("2026-04-01", "", "fee", "usage"))
                .on("2026-01-01");

        assertThat(shown(stage.course(change(ChangePrices.Kind.UPGRADE, "fee", "plus", "", false))))
                .containsExactly("2026-01-01..2026-03-31 plus", "2026-04-01.. fee usage");
        assertThat(shown(stage.course(change(ChangePrices.Kind.UPGRADE, "fee", "plus", "", true))))
                .containsExactly("2026-01-01..2026-03-31 plus", "2026-04-01.. plus usage");
        assertRefused(
                stage.refusal(change(ChangePrices.Kind.UPGRADE, "usage", "plus", "", true)),
                ProblemType.INVALID_INPUT,
                "not billed on 2026-01-01");
        assertRefused(
                stage.refusal(change(ChangePrices.Kind.UPGRADE, "usage", "fee", "2026-05-01", true)),
                ProblemType.INVALID_INPUT,
                "already");
    }
}
