package io.tallyhouse.billing.schedule.operation;

import static io.tallyhouse.billing.schedule.operation.OperationStage.day;
import static io.tallyhouse.billing.schedule.operation.OperationStage.milestone;
import static io.tallyhouse.billing.schedule.operation.OperationStage.phase;
import static io.tallyhouse.billing.schedule.operation.OperationStage.resetting;
import static io.tallyhouse.billing.schedule.operation.OperationStage.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.billing.schedule.Course;
import io.tallyhouse.billing.schedule.operation.CancelSchedule.At;
import io.tallyhouse.contracts.billing.ScheduleRecord.PendingPhase;
import io.tallyhouse.contracts.billing.ScheduleRecord.Status;
import io.tallyhouse.contracts.billing.ScheduleRecord.Suspension;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScheduleOperationsTest {
    private static final OperationStage OPEN = OperationStage.of(1, "", phase("2026-01-01", "", "fee", "usage"));

    private static CancelSchedule cancel(At at, String date) {
        return new CancelSchedule(at, day(date));
    }

    private static void assertRefused(Problem problem, ProblemType type, String words) {
        assertThat(problem.type()).isEqualTo(type);
        assertThat(problem.detail()).contains(words);
    }

    // cancel

    @ParameterizedTest(name = "billing day {0}, {1}, on {2}: last day {3}")
    @CsvSource({
        // the running month
        "1, fee, 2026-02-10, 2026-02-28",
        "1, fee, 2028-02-10, 2028-02-29",
        // months begin on the 31st, clamped to 28 February, and return: 28 Feb to 30 March
        "31, fee, 2026-02-28, 2026-03-30",
        "31, fee, 2026-03-31, 2026-04-29",
        // the first day and the last of a period
        "15, fee, 2026-03-14, 2026-03-14",
        "15, fee, 2026-03-15, 2026-04-14",
        // the longest of several; years count from the first billing day
        "1, annual fee, 2026-02-10, 2026-12-31",
        "15, annual fee, 2026-01-10, 2026-01-14",
        "15, annual fee, 2026-02-10, 2027-01-14",
    })
    void cancelled_with_the_period_the_longest_running_one_is_billed_to_its_end(
            int billingDay, String prices, String today, String lastDay) {
        Course course = OperationStage.of(billingDay, "", phase("2026-01-01", "", prices.split(" ")))
                .on(today)
                .course(cancel(At.PERIOD_END, ""));

        assertThat(course.endDate()).isEqualTo(day(lastDay));
        assertThat(course.cancelledOn()).isEqualTo(day(lastDay));
        assertThat(course.phases().get(0).endDate()).isEqualTo(day(lastDay));
    }

    @Test
    void a_phase_that_reset_the_grid_says_when_its_period_ends() {
        // the grid begins anew on 20 March, so the running month ends on 19 May
        Course course = OperationStage.of(
                        1, "", phase("2026-01-01", "2026-03-19", "fee"), resetting("2026-03-20", "fee"))
                .on("2026-04-25")
                .course(cancel(At.PERIOD_END, ""));

        assertThat(course.endDate()).isEqualTo(day("2026-05-19"));
    }

    @Test
    void cancelling_at_once_bills_today_and_cuts_what_comes_after() {
        OperationStage stage = OperationStage.of(
                        1,
                        "2026-12-31",
                        phase("2026-01-01", "2026-03-31", "fee"),
                        phase("2026-04-01", "2026-12-31", "plus"))
                .on("2026-03-10")
                .billed("2026-03-01")
                .after(new SuspendSchedule(day("2026-03-05"), false));

        Course course = stage.course(cancel(At.NOW, ""));

        assertThat(shown(course)).containsExactly("2026-01-01..2026-03-10 fee");
        assertThat(course.suspensions())
                .containsExactly(new Suspension(LocalDate.of(2026, 3, 5), day("2026-03-10"), false));
        assertThat(course.endDate()).isEqualTo(day("2026-03-10"));
    }

    @Test
    void days_that_are_billed_in_arrears_and_days_after_the_end_are_no_last_days() {
        OperationStage stage = OperationStage.of(1, "2026-12-31", phase("2026-01-01", "2026-12-31", "fee"))
                .on("2026-03-10")
                .billed("2026-03-01");

        // February is billed to its last day, which may be the schedule's
        assertThat(stage.course(cancel(At.DATE, "2026-02-28")).endDate()).isEqualTo(day("2026-02-28"));
        assertRefused(stage.refusal(cancel(At.DATE, "2026-02-27")), ProblemType.CONFLICT, "2026-03-01 has billed");
        assertRefused(stage.refusal(cancel(At.DATE, "2027-01-01")), ProblemType.INVALID_INPUT, "endDate");
        assertRefused(OPEN.refusal(cancel(At.DATE, "2025-12-31")), ProblemType.INVALID_INPUT, "startDate");
        assertRefused(stage.on("2027-01-01").refusal(cancel(At.NOW, "")), ProblemType.CONFLICT, "ended on 2026-12-31");
    }

    @Test
    void cancelled_on_its_own_last_day_it_does_not_renew_and_a_cancelled_one_can_only_end_earlier() {
        OperationStage stage = OperationStage.of(1, "2026-12-31", phase("2026-01-01", "2026-12-31", "fee"));
        OperationStage cancelled = stage.on("2026-12-10").after(cancel(At.PERIOD_END, ""));

        assertThat(cancelled.schedule().record().cancelledOn()).isEqualTo(day("2026-12-31"));
        assertRefused(cancelled.refusal(cancel(At.PERIOD_END, "")), ProblemType.CONFLICT, "2026-12-31 is its last day");
        assertThat(cancelled.course(cancel(At.NOW, "")).endDate()).isEqualTo(day("2026-12-10"));
        assertRefused(
                cancelled.refusal(new SuspendSchedule(Optional.empty(), false)), ProblemType.CONFLICT, "cancelled");
        assertThat(cancelled.schedule().statusAt(Instant.parse("2026-12-31T23:59:59Z")))
                .isEqualTo(Status.ACTIVE);
        assertThat(cancelled.schedule().statusAt(Instant.parse("2027-01-01T00:00:00Z")))
                .isEqualTo(Status.CANCELLED);
    }

    @Test
    void cancelled_before_it_begins_it_never_does() {
        Course course = OPEN.on("2025-12-20").course(cancel(At.NOW, ""));

        assertThat(course.phases()).isEmpty();
        assertThat(course.cancelledOn()).isEqualTo(day("2025-12-31"));
    }

    // suspend and resume

    @Test
    void it_rests_from_one_day_to_the_day_before_it_goes_on() {
        OperationStage resting = OPEN.on("2028-02-10").after(new SuspendSchedule(Optional.empty(), true));

        assertThat(resting.schedule().statusAt(Instant.parse("2028-02-09T12:00:00Z")))
                .isEqualTo(Status.ACTIVE);
        assertThat(resting.schedule().statusAt(Instant.parse("2028-02-10T00:00:00Z")))
                .isEqualTo(Status.SUSPENDED);
        assertThat(resting.schedule().awaitsSomebody()).isTrue();
        assertThat(resting.on("2028-03-01")
                        .course(new ResumeSchedule(Optional.empty()))
                        .suspensions())
                .containsExactly(new Suspension(LocalDate.of(2028, 2, 10), day("2028-02-29"), true));
        // resumed on the day when it was suspended it has not rested
        assertThat(resting.course(new ResumeSchedule(Optional.empty())).suspensions())
                .isEmpty();
    }

    @Test
    void rests_do_not_overlap_and_change_no_billed_day() {
        OperationStage stage = OPEN.on("2026-03-10").billed("2026-03-01");
        OperationStage resting = stage.after(new SuspendSchedule(day("2026-03-05"), false));
        OperationStage rested = resting.after(new ResumeSchedule(day("2026-03-08")));

        assertRefused(stage.refusal(new SuspendSchedule(day("2026-02-28"), false)), ProblemType.CONFLICT, "too early");
        assertRefused(
                resting.refusal(new SuspendSchedule(day("2026-04-01"), false)), ProblemType.CONFLICT, "resume it");
        assertRefused(rested.refusal(new SuspendSchedule(day("2026-03-07"), false)), ProblemType.CONFLICT, "not after");
        assertThat(rested.course(new SuspendSchedule(day("2026-03-08"), false)).suspensions())
                .hasSize(2);
        assertRefused(resting.refusal(new ResumeSchedule(day("2026-03-04"))), ProblemType.INVALID_INPUT, "before the");
        assertRefused(
                resting.billed("2026-04-01").refusal(new ResumeSchedule(day("2026-03-20"))),
                ProblemType.CONFLICT,
                "2026-04-01 has billed");
        assertRefused(rested.refusal(new ResumeSchedule(Optional.empty())), ProblemType.CONFLICT, "not suspended");
    }

    // milestones

    @Test
    void a_complete_milestone_gives_the_phases_after_it_their_days_up_to_the_next_one() {
        OperationStage stage = OperationStage.of(
                1,
                "",
                List.of(
                        new PendingPhase(Optional.of(1), phase("1970-01-01", "", "fee")),
                        new PendingPhase(Optional.empty(), milestone("1970-01-01", "closing")),
                        new PendingPhase(Optional.empty(), phase("1970-01-01", "", "plus"))),
                milestone("2026-01-01", "setup", "closing"));

        Course first = stage.on("2026-01-30").course(new CompleteMilestone(Optional.empty()));

        // a month from 31 January is over on 27 February
        assertThat(shown(first))
                .containsExactly(
                        "2026-01-01..2026-01-30 setup closing", "2026-01-31..2026-02-27 fee", "2026-02-28.. closing");
        assertThat(first.pendingPhases()).hasSize(1);
        Course second = stage.on("2026-01-30")
                .after(new CompleteMilestone(Optional.empty()))
                .course(new CompleteMilestone(day("2026-03-31")));
        assertThat(shown(second)).endsWith("2026-02-28..2026-03-31 closing", "2026-04-01.. plus");
        assertThat(second.endDate()).isEmpty();
    }

    @Test
    void a_milestone_that_is_the_last_phase_ends_the_schedule() {
        Course course = OperationStage.of(1, "", milestone("2026-01-01", "closing"))
                .course(new CompleteMilestone(day("2026-02-14")));

        assertThat(course.endDate()).isEqualTo(day("2026-02-14"));
        assertRefused(OPEN.refusal(new CompleteMilestone(Optional.empty())), ProblemType.CONFLICT, "no milestone");
    }

    @Test
    void a_milestone_cannot_be_complete_so_late_that_a_phase_after_it_has_no_day() {
        OperationStage stage = OperationStage.of(
                1,
                "2026-06-30",
                List.of(
                        new PendingPhase(Optional.of(2), phase("1970-01-01", "", "fee")),
                        new PendingPhase(Optional.empty(), phase("1970-01-01", "", "plus"))),
                milestone("2026-01-01", "closing"));

        // two months after 30 April end with June; the last phase would begin on 1 July
        assertRefused(stage.refusal(new CompleteMilestone(day("2026-04-30"))), ProblemType.CONFLICT, "2026-07-01");
        assertThat(shown(stage.course(new CompleteMilestone(day("2026-04-29")))))
                .endsWith("2026-04-30..2026-06-29 fee", "2026-06-30..2026-06-30 plus");
    }

    // archive

    @Test
    void only_what_has_ended_is_archived() {
        OperationStage stage = OperationStage.of(1, "2026-12-31", phase("2026-01-01", "2026-12-31", "fee"));

        assertRefused(stage.refusal(new ArchiveSchedule()), ProblemType.CONFLICT, "still bills");
        OperationStage completed = new OperationStage(stage.schedule().over(), "2027-01-01", "2027-01-02");
        assertThat(completed.course(new ArchiveSchedule()).archived()).isTrue();
    }
}
