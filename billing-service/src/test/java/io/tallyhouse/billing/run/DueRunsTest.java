package io.tallyhouse.billing.run;

import static io.tallyhouse.billing.schedule.ScheduleFixtures.active;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.billing.run.BillingRun.Identity;
import io.tallyhouse.billing.run.DueRuns.DueSchedule;
import io.tallyhouse.billing.schedule.NextRun;
import io.tallyhouse.billing.schedule.Schedule;
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
