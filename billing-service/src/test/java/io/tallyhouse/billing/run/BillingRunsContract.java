package io.tallyhouse.billing.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.listing.Listed;
import io.tallyhouse.billing.listing.Slice;
import io.tallyhouse.billing.run.BillingRun.Basis;
import io.tallyhouse.billing.run.BillingRun.Identity;
import io.tallyhouse.billing.run.BillingRun.State;
import io.tallyhouse.billing.run.BillingRuns.Claim;
import io.tallyhouse.billing.run.BillingRuns.ClaimedRun;
import io.tallyhouse.billing.run.BillingRuns.CutDecision;
import io.tallyhouse.billing.run.BillingRuns.Preparation;
import io.tallyhouse.billing.run.BillingRuns.RunQuery;
import io.tallyhouse.billing.run.DueRuns.DueSchedule;
import io.tallyhouse.billing.schedule.Course;
import io.tallyhouse.billing.schedule.NextRun;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.ScheduleFixtures;
import io.tallyhouse.billing.usage.Completeness;
import io.tallyhouse.contracts.billing.DocumentTerms;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.billing.ScheduleOptions.Renewal;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What every {@link BillingRuns} promises. */
abstract class BillingRunsContract {
    private static final NextRun.Grace NONE = new NextRun.Grace(Duration.ZERO);
    private static final Instant ACTIVATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant FEBRUARY = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant WALL = Instant.parse("2026-06-01T00:00:00Z");
    private static final Map<Integer, Long> PASSED_ALL = Map.of(0, 100L, 1, 100L);

    protected final TenantId tenant = new TenantId("contract-" + UUID.randomUUID());

    abstract BillingRuns runs();

    abstract void save(Schedule schedule, NextRun first);

    abstract Schedule saved();

    /** January 2026, base in advance and usage in arrears: runs on 1 January and 1 February. */
    private DueSchedule january() {
        Schedule schedule = ScheduleFixtures.draft(tenant, "2026-01-01", "2026-01-31", "base", "usage")
                .activated(ScheduleFixtures.terms(ZoneOffset.UTC), ACTIVATED);
        NextRun first = NextRun.first(schedule, NONE).orElseThrow();
        save(schedule, first);
        return new DueSchedule(schedule, first);
    }

    private static <T> T get(Uni<T> answer) {
        return answer.await().atMost(Duration.ofSeconds(10));
    }

    private void open(Instant now) {
        get(runs().open(get(runs().dueSchedules(Map.of(tenant, now), 10)).stream()
                .map(due -> DueRuns.of(due, now, NONE))
                .toList()));
    }

    private List<BillingRun> all() {
        Slice slice = new Slice(100, OptionalLong.empty(), OptionalLong.empty());
        return get(runs().list(new RunQuery(tenant, Optional.empty(), Optional.empty(), Optional.empty(), slice)))
                .stream()
                .map(Listed::item)
                .toList();
    }

    private void prepareAll(Completeness needed) {
        CustomerRecord customer = new CustomerRecord(
                tenant,
                new CustomerId("acme"),
                1,
                false,
                "Acme",
                CurrencyCode.of("EUR"),
                ZoneOffset.UTC,
                "PL",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                ACTIVATED);
        get(runs().prepare(all().stream()
                .<Preparation>map(run -> new Preparation.Prepared(run.identity(), new Basis(customer, needed)))
                .toList()));
    }

    /** Cuts what may be cut of this tenant, and says the dates. */
    private List<String> cut(Map<Integer, Long> positions, Function<ClaimedRun, CutDecision> decision) {
        List<String> dates = new ArrayList<>();
        get(runs().cut(
                        new Claim(positions, WALL, 100),
                        claimed -> Uni.createFrom()
                                .item(claimed.stream()
                                        .filter(run ->
                                                run.run().identity().tenant().equals(tenant))
                                        .map(run -> {
                                            dates.add(run.run()
                                                    .identity()
                                                    .invoiceDate()
                                                    .toString());
                                            return decision.apply(run);
                                        })
                                        .toList())));
        return dates;
    }

    private static CutDecision done(ClaimedRun claimed) {
        Identity run = claimed.run().identity();
        return new CutDecision.Cut(
                run,
                new InvoiceRequested(
                        run.tenant(),
                        run.id(),
                        Optional.of(run.scheduleId()),
                        run.generation(),
                        claimed.basis().customer(),
                        CurrencyCode.of("EUR"),
                        ZoneOffset.UTC,
                        run.invoiceDate(),
                        claimed.run().billingPeriod(),
                        false,
                        List.of(),
                        DocumentTerms.NONE,
                        FEBRUARY),
                claimed.schedule());
    }

    @Test
    void runs_are_opened_once_however_often_they_are_found() {
        DueSchedule found = january();
        DueRuns due = DueRuns.of(found, FEBRUARY, NONE);

        get(runs().open(List.of(due)));
        get(runs().open(List.of(due)));
        open(FEBRUARY);

        assertThat(all())
                .extracting(run -> run.identity().invoiceDate().toString())
                .containsExactly("2026-02-01", "2026-01-01");
        assertThat(all()).allSatisfy(run -> assertThat(run.state()).isEqualTo(State.DUE));
        assertThat(get(runs().dueSchedules(Map.of(tenant, WALL), 10))).isEmpty();
    }

    @Test
    void only_what_is_due_is_found() {
        january();

        assertThat(get(runs().dueSchedules(Map.of(tenant, ACTIVATED.minusSeconds(1)), 10)))
                .isEmpty();
        assertThat(get(runs().hasOpenWork(tenant, ACTIVATED.minusSeconds(1)))).isFalse();
        assertThat(get(runs().dueSchedules(Map.of(tenant, ACTIVATED), 10))).hasSize(1);
        assertThat(get(runs().hasOpenWork(tenant, ACTIVATED))).isTrue();
    }

    @Test
    void a_basis_is_taken_once() {
        january();
        open(FEBRUARY);

        prepareAll(new Completeness(new TreeMap<>(Map.of(0, 7L))));
        prepareAll(new Completeness(new TreeMap<>(Map.of(0, 9L))));

        assertThat(get(runs().withoutBasis(WALL, 100)))
                .noneMatch(pending -> pending.run().identity().tenant().equals(tenant));
        assertThat(all())
                .allSatisfy(run ->
                        assertThat(run.basis().orElseThrow().needed().offsets()).isEqualTo(Map.of(0, 7L)));
    }

    @Test
    void who_does_not_answer_delays_a_run_and_a_wrong_run_fails() {
        january();
        open(FEBRUARY);
        List<BillingRun> both = all();

        get(runs().prepare(List.of(
                new Preparation.Unprepared(both.get(0).identity(), "no answer", false, WALL.plusSeconds(1)),
                new Preparation.Unprepared(both.get(1).identity(), "unknown", true, WALL.plusSeconds(1)))));

        assertThat(all()).extracting(BillingRun::state).containsExactly(State.DUE, State.FAILED);
        assertThat(all()).extracting(BillingRun::attempts).containsExactly(0, 1);
        assertThat(get(runs().withoutBasis(WALL, 100)))
                .noneMatch(pending -> pending.run().identity().tenant().equals(tenant));
    }

    @Test
    void a_run_is_not_cut_before_its_positions_are_passed_nor_before_an_earlier_one() {
        january();
        open(FEBRUARY);
        prepareAll(new Completeness(new TreeMap<>(Map.of(1, 7L))));

        assertThat(cut(Map.of(), BillingRunsContract::done)).isEmpty();
        assertThat(cut(Map.of(0, 9L, 1, 6L), BillingRunsContract::done)).isEmpty();
        assertThat(cut(Map.of(1, 7L), BillingRunsContract::done)).containsExactly("2026-01-01");
        assertThat(cut(Map.of(1, 7L), BillingRunsContract::done)).containsExactly("2026-02-01");
        assertThat(cut(Map.of(1, 7L), BillingRunsContract::done)).isEmpty();
    }

    @Test
    void the_last_run_completes_its_schedule_and_settles_the_tenant() {
        january();
        open(FEBRUARY);
        prepareAll(Completeness.NOTHING_NEEDED);

        cut(PASSED_ALL, BillingRunsContract::done);
        boolean betweenRuns = get(runs().hasOpenWork(tenant, FEBRUARY));
        cut(PASSED_ALL, BillingRunsContract::done);

        assertThat(betweenRuns).isTrue();
        assertThat(get(runs().hasOpenWork(tenant, FEBRUARY))).isFalse();
        assertThat(saved().record().status().name()).isEqualTo("COMPLETED");
        assertThat(get(runs().doneDates(tenant, saved().record().id()))).hasSize(2);
    }

    @Test
    void a_decision_that_fails_leaves_everything_as_it_was() {
        january();
        open(FEBRUARY);
        prepareAll(Completeness.NOTHING_NEEDED);

        assertThatThrownBy(() -> cut(PASSED_ALL, run -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessageContaining("broken");

        assertThat(all()).allSatisfy(run -> assertThat(run.state()).isEqualTo(State.WAITING));
        assertThat(cut(PASSED_ALL, BillingRunsContract::done)).containsExactly("2026-01-01");
    }

    @Test
    void a_failed_run_rests_until_its_next_attempt() {
        january();
        open(ACTIVATED);
        prepareAll(Completeness.NOTHING_NEEDED);

        cut(PASSED_ALL, run -> new CutDecision.Fail(run.run().identity(), "why", WALL.plusSeconds(1)));

        assertThat(all()).singleElement().satisfies(run -> {
            assertThat(run.state()).isEqualTo(State.FAILED);
            assertThat(run.failure()).contains("why");
            assertThat(run.attempts()).isEqualTo(1);
        });
        assertThat(cut(PASSED_ALL, BillingRunsContract::done)).isEmpty();
    }

    @Test
    void a_schedule_that_renews_itself_is_extended_once_and_not_completed() {
        Schedule schedule =
                ScheduleFixtures.renewing(tenant, "2026-01-01", "2026-01-31", new Renewal(1, BigDecimal.TEN), "base");
        NextRun first = NextRun.first(schedule, NONE).orElseThrow();
        save(schedule, first);
        DueRuns due = DueRuns.of(new DueSchedule(schedule, first), FEBRUARY, NONE);

        get(runs().open(List.of(due)));
        get(runs().open(List.of(due)));

        assertThat(all()).hasSize(2);
        assertThat(saved().record().version()).isEqualTo(schedule.record().version() + 1);
        assertThat(saved().record().endDate()).contains(LocalDate.of(2026, 2, 28));
        assertThat(saved().record().phases()).hasSize(2);
    }

    @Test
    void runs_found_for_a_schedule_that_has_changed_since_are_not_opened() {
        Schedule before = ScheduleFixtures.draft(tenant, "2026-01-01", "2026-01-31", "base")
                .activated(ScheduleFixtures.terms(ZoneOffset.UTC), ACTIVATED);
        NextRun first = NextRun.first(before, NONE).orElseThrow();
        DueRuns found = DueRuns.of(new DueSchedule(before, first), FEBRUARY, NONE);
        save(before.on(Course.of(before.record()), before.pinned()), first);

        get(runs().open(List.of(found)));

        assertThat(all()).isEmpty();
    }
}
