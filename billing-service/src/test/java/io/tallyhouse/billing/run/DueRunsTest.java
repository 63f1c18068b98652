package io.tallyhouse.billing.run;

import static io.tallyhouse.billing.schedule.ScheduleFixtures.active;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.billing.run.BillingRun.Identity;
import io.tallyhouse.billing.run.DueRuns.DueSchedule;
import io.tallyhouse.billing.schedule.NextRun;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.ScheduleFixtures;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DueRunsTest {
    private static final NextRun.Grace HOUR = new NextRun.Grace(Duration.ofHours(1));
    private static final ZoneId WARSAW = ZoneId.of("Europe/Warsaw");

    private static DueRuns dueAt(Schedule schedule, String now) {
        NextRun first = NextRun.first(schedule, HOUR).orElseThrow();
        return DueRuns.of(new DueSchedule(schedule, first), Instant.parse(now), HOUR);
    }

    private static List<String> dates(DueRuns due) {
        return due.runs().stream()
                .map(run -> run.identity().invoiceDate().toString())
                .toList();
    }

    @Test
    void a_run_in_advance_is_due_with_its_day_in_the_schedules_zone() {
        // Warsaw is at UTC+1 in January: its 1 January begins at 23:00 UTC
        Schedule schedule = active("2026-01-01", "", WARSAW, Instant.parse("2025-12-01T00:00:00Z"), "base");

        assertThat(dates(dueAt(schedule, "2025-12-31T22:59:59Z"))).isEmpty();
        assertThat(dates(dueAt(schedule, "2025-12-31T23:00:00Z"))).containsExactly("2026-01-01");
    }

    @Test
    void a_run_with_arrears_waits_for_the_grace_too() {
        Schedule schedule = active(
                "2026-01-01", "2026-01-31", ZoneOffset.UTC, Instant.parse("2025-12-01T00:00:00Z"), "base", "usage");

        assertThat(dates(dueAt(schedule, "2026-02-01T00:59:59Z"))).containsExactly("2026-01-01");
        assertThat(dates(dueAt(schedule, "2026-02-01T01:00:00Z"))).containsExactly("2026-01-01", "2026-02-01");
    }

    @Test
    void nothing_is_due_before_activation_and_all_the_past_is_due_with_it() {
        Schedule schedule =
                active("2026-01-01", "", ZoneOffset.UTC, Instant.parse("2026-03-15T12:00:00Z"), "base", "usage");

        DueRuns due = dueAt(schedule, "2026-03-15T12:00:00Z");

        assertThat(dates(due)).containsExactly("2026-01-01", "2026-02-01", "2026-03-01");
        assertThat(due.runs()).allSatisfy(run -> assertThat(run.dueAt()).isEqualTo("2026-03-15T12:00:00Z"));
        assertThat(due.next()).contains(new NextRun(LocalDate.of(2026, 4, 1), Instant.parse("2026-04-01T01:00:00Z")));
    }

    @Test
    void after_the_last_run_there_is_no_next() {
        Schedule schedule =
                active("2026-01-01", "2026-02-28", ZoneOffset.UTC, Instant.parse("2026-01-01T00:00:00Z"), "usage");

        DueRuns due = dueAt(schedule, "2027-01-01T00:00:00Z");

        assertThat(dates(due)).containsExactly("2026-02-01", "2026-03-01");
        assertThat(due.next()).isEmpty();
    }

    @Test
    void a_schedule_that_renews_itself_goes_on_the_day_after_its_end_and_not_before() {
        // 12 months to 29 February 2028, renewed by a year and 10 percent
        Schedule schedule = ScheduleFixtures.renewing("2027-03-01", "2028-02-29", 12, "10", "base");

        // in advance, the last run of the term is that of 1 February
        DueRuns before = dueAt(schedule, "2028-02-29T23:59:59Z");
        assertThat(dates(before)).hasSize(12).endsWith("2028-02-01");
        assertThat(before.renewed()).isEmpty();
        assertThat(before.next())
                .contains(new NextRun(LocalDate.of(2028, 3, 1), Instant.parse("2028-03-01T00:00:00Z")));

        // two more terms have begun by then
        DueRuns after = dueAt(schedule, "2029-03-01T00:00:00Z");
        assertThat(dates(after)).hasSize(25).endsWith("2029-02-01", "2029-03-01");
        assertThat(after.renewed().orElseThrow().record().endDate()).contains(LocalDate.of(2030, 2, 28));
        assertThat(after.schedule().record().phases())
                .extracting(phase ->
                        phase.uplift().map(java.math.BigDecimal::toPlainString).orElse("1"))
                .containsExactly("1", "1.1", "1.21");
    }

    @Test
    void arrears_of_a_renewed_term_follow_the_grid_across_its_end() {
        // on the day after the end nothing bills: March is billed as a whole on 1 April
        Schedule schedule = ScheduleFixtures.renewing("2026-01-15", "2026-03-20", 1, "0", "usage");

        DueRuns due = dueAt(schedule, "2026-04-10T00:00:00Z");

        assertThat(dates(due)).containsExactly("2026-02-01", "2026-03-01", "2026-04-01");
        assertThat(due.schedule().record().endDate()).contains(LocalDate.of(2026, 4, 20));
        assertThat(due.next()).contains(new NextRun(LocalDate.of(2026, 4, 21), Instant.parse("2026-04-21T00:00:00Z")));
    }

    @Test
    void decades_of_backdating_are_opened_in_portions() {
        Schedule schedule = active("1990-01-01", "", ZoneOffset.UTC, Instant.parse("2026-01-01T00:00:00Z"), "base");

        DueRuns portion = dueAt(schedule, "2026-01-01T00:00:00Z");

        // 120 months from January 1990 end with December 1999
        assertThat(portion.runs()).hasSize(DueRuns.RUNS_MAX);
        assertThat(portion.next().orElseThrow().invoiceDate()).isEqualTo("2000-01-01");
    }

    @Test
    void a_runs_id_follows_from_what_it_is() {
        Identity one = new Identity(new TenantId("t"), new ScheduleId("s"), LocalDate.of(2026, 1, 1), 1);
        Identity same = new Identity(new TenantId("t"), new ScheduleId("s"), LocalDate.of(2026, 1, 1), 1);
        Identity regenerated = new Identity(new TenantId("t"), new ScheduleId("s"), LocalDate.of(2026, 1, 1), 2);

        assertThat(one.id()).isEqualTo(same.id()).isNotEqualTo(regenerated.id());
        assertThat(one.id().value()).hasSize(30).startsWith("run_");
    }
}
