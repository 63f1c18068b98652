package io.tallyhouse.billing.run.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.listing.Listed;
import io.tallyhouse.billing.run.BillingRun;
import io.tallyhouse.billing.run.BillingRuns;
import io.tallyhouse.billing.run.DueRuns;
import io.tallyhouse.billing.run.DueRuns.DueSchedule;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Runs in the table {@code billing_runs}; the statements are in the three parts that this puts together. */
@ApplicationScoped
class PostgresBillingRuns implements BillingRuns {
    private final RunReads reads;
    private final RunOpening opening;
    private final RunCutting cutting;

    PostgresBillingRuns(RunReads reads, RunOpening opening, RunCutting cutting) {
        this.reads = reads;
        this.opening = opening;
        this.cutting = cutting;
    }

    @Override
    public Uni<Set<TenantId>> tenantsWithSchedules() {
        return reads.tenantsWithSchedules();
    }

    @Override
    public Uni<List<DueSchedule>> dueSchedules(Map<TenantId, Instant> clocks, int limit) {
        return reads.dueSchedules(clocks, limit);
    }

    @Override
    public Uni<Void> open(List<DueRuns> due) {
        return opening.open(due);
    }

    @Override
    public Uni<List<PendingRun>> withoutBasis(Instant wall, int limit) {
        return reads.withoutBasis(wall, limit);
    }

    @Override
    public Uni<Void> prepare(List<Preparation> preparations) {
        return opening.prepare(preparations);
    }

    @Override
    public Uni<Integer> cut(Claim claim, Function<List<ClaimedRun>, Uni<List<CutDecision>>> decision) {
        return cutting.cut(claim, decision);
    }

    @Override
    public Uni<Void> fail(CutDecision.Fail failure) {
        return cutting.fail(failure);
    }

    @Override
    public Uni<Optional<BillingRun>> find(TenantId tenant, RunId id) {
        return reads.find(tenant, id);
    }

    @Override
    public Uni<List<Listed<BillingRun>>> list(RunQuery query) {
        return reads.list(query);
    }

    @Override
    public Uni<Boolean> hasEarlierOpen(BillingRun.Identity run) {
        return reads.hasEarlierOpen(run);
    }

    @Override
    public Uni<Set<LocalDate>> doneDates(TenantId tenant, ScheduleId schedule) {
        return reads.doneDates(tenant, schedule);
    }

    @Override
    public Uni<Boolean> hasOpenWork(TenantId tenant, Instant now) {
        return reads.hasOpenWork(tenant, now);
    }
}
