package io.tallyhouse.billing.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.adjustment.Settlement;
import io.tallyhouse.billing.catalogue.Catalogue;
import io.tallyhouse.billing.catalogue.MetricVersion;
import io.tallyhouse.billing.period.BillingRunPlan;
import io.tallyhouse.billing.run.BillingRuns.Claim;
import io.tallyhouse.billing.run.BillingRuns.ClaimedRun;
import io.tallyhouse.billing.run.BillingRuns.CutDecision;
import io.tallyhouse.billing.schedule.ScheduleCalendar;
import io.tallyhouse.billing.usage.MeterPositions;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.clock.TenantClocks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Cuts the runs that need wait for nothing more. Any number of instances may do so at the same time. */
@ApplicationScoped
public class CutRuns {
    private static final int RUNS_MAX = 100;
    private static final int RATED_AT_ONCE_MAX = 8;

    private final BillingRuns runs;
    private final Catalogue catalogue;
    private final MeterPositions positions;
    private final RateRun rateRun;
    private final RunClocks clocks;

    CutRuns(BillingRuns runs, Catalogue catalogue, MeterPositions positions, RateRun rateRun, RunClocks clocks) {
        this.runs = runs;
        this.catalogue = catalogue;
        this.positions = positions;
        this.rateRun = rateRun;
        this.clocks = clocks;
    }

    /** One round. Answers how many runs were taken up. */
    public Uni<Integer> execute() {
        // positions first, usage after them: what is read then can only be more complete
        return positions.read().chain(passed -> {
            Claim all = new Claim(passed, clocks.wall().instant(), RUNS_MAX);
            return runs.cut(all, this::decideAll).onFailure().recoverWithUni(() -> oneByOne(all));
        });
    }

    /** Finds the run whose writing fails, so that it does not take the others of its batch with it. */
    private Uni<Integer> oneByOne(Claim all) {
        Claim one = new Claim(all.positions(), all.wall(), 1);
        return Multi.createBy()
                .repeating()
                .uni(() -> cutOne(one))
                .whilst(taken -> taken > 0)
                .select()
                .first(RUNS_MAX)
                .collect()
                .asList()
                .map(List::size);
    }

    private Uni<Integer> cutOne(Claim one) {
        List<ClaimedRun> locked = new ArrayList<>();
        return runs.cut(one, claimed -> {
                    locked.addAll(claimed);
                    return decideAll(claimed);
                })
                .onFailure(failure -> !locked.isEmpty())
                .recoverWithUni(
                        failure -> runs.fail(failed(locked.get(0), failure)).replaceWith(1));
    }

    private Uni<List<CutDecision>> decideAll(List<ClaimedRun> claimed) {
        if (claimed.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Set<MetricVersion> versions =
                claimed.stream().flatMap(run -> metricVersions(run).stream()).collect(Collectors.toSet());
        return catalogue
                .ready(versions)
                .chain(ready -> Multi.createFrom()
                        .iterable(claimed)
                        .onItem()
                        .transformToUni(
                                run -> decide(run, ready).onFailure().recoverWithItem(failure -> failed(run, failure)))
                        .merge(RATED_AT_ONCE_MAX)
                        .collect()
                        .asList());
    }

    private Uni<CutDecision> decide(ClaimedRun run, Set<MetricVersion> ready) {
        if (!ready.containsAll(metricVersions(run))) {
            return Uni.createFrom()
                    .item(new CutDecision.Postpone(
                            run.run().identity(), clocks.wall().instant().plus(RetryPauses.waiting())));
        }
        return Uni.createFrom()
                .deferred(() -> rateRun.execute(
                        plan(run),
                        run.schedule().record(),
                        run.schedule().pinned(),
                        run.basis().billed(run.schedule().record().options().rollUp())))
                .map(lines -> {
                    Settlement settlement = Settlement.of(
                            run.open(), run.schedule().record().options().lateUsage());
                    List<RequestedLine> all = new ArrayList<>(lines);
                    settlement.billed().forEach(adjustment -> all.addAll(adjustment.lines()));
                    return new CutDecision.Cut(run.run().identity(), document(run, all), run.schedule(), settlement);
                });
    }

    private InvoiceRequested document(ClaimedRun claimed, List<RequestedLine> lines) {
        BillingRun run = claimed.run();
        ScheduleRecord schedule = claimed.schedule().record();
        return new InvoiceRequested(
                schedule.tenant(),
                run.identity().id(),
                Optional.of(schedule.id()),
                run.identity().generation(),
                claimed.basis().customer(),
                schedule.currency(),
                claimed.schedule().pinned().zone(),
                run.identity().invoiceDate(),
                run.billingPeriod(),
                schedule.autoFinalise(),
                lines,
                schedule.options().document(),
                clocks.tenants().now(schedule.tenant()));
    }

    private CutDecision.Fail failed(ClaimedRun run, Throwable failure) {
        String reason = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        return new CutDecision.Fail(
                run.run().identity(),
                reason,
                clocks.wall().instant().plus(RetryPauses.afterFailure(run.run().attempts())));
    }

    private static Set<MetricVersion> metricVersions(ClaimedRun run) {
        return WaitingFor.metricVersions(plan(run), run.schedule());
    }

    private static BillingRunPlan plan(ClaimedRun claimed) {
        return ScheduleCalendar.of(
                        claimed.schedule().record(), claimed.schedule().pinned())
                .planOn(claimed.run().identity().invoiceDate())
                .orElseThrow(() -> new IllegalStateException(
                        "nothing bills on " + claimed.run().identity().invoiceDate()));
    }

    /** Wall time for retries, tenants' time for what is billed. */
    @ApplicationScoped
    static class RunClocks {
        private final InstantSource wall;
        private final TenantClocks tenants;

        RunClocks(InstantSource wall, TenantClocks tenants) {
            this.wall = wall;
            this.tenants = tenants;
        }

        InstantSource wall() {
            return wall;
        }

        TenantClocks tenants() {
            return tenants;
        }
    }
}
