package io.tallyhouse.billing.run;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.adjustment.Adjustment;
import io.tallyhouse.billing.adjustment.Settlement;
import io.tallyhouse.billing.listing.Listed;
import io.tallyhouse.billing.listing.Slice;
import io.tallyhouse.billing.run.BillingRun.Basis;
import io.tallyhouse.billing.run.BillingRun.State;
import io.tallyhouse.billing.run.DueRuns.DueSchedule;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.time.DateRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The runs of all tenants. Every method is one unit of work. */
public interface BillingRuns {
    /** Tenants with a schedule that has a further run. */
    Uni<Set<TenantId>> tenantsWithSchedules();

    /** Schedules whose next run is due at their tenants' clocks, longest due first. */
    Uni<List<DueSchedule>> dueSchedules(Map<TenantId, Instant> clocks, int limit);

    /**
     * Opens the runs, moves each schedule on and keeps those that renewed themselves, unless a schedule has moved or changed
     * since; opening a run twice changes nothing.
     */
    Uni<Void> open(List<DueRuns> due);

    /** Runs without a basis whose time to try has come. */
    Uni<List<PendingRun>> withoutBasis(Instant wall, int limit);

    /** Gives runs their basis, unless they have one. */
    Uni<Void> prepare(List<Preparation> preparations);

    /**
     * Locks runs that nobody else has locked, whose needs the positions have passed and whose schedules have no earlier
     * run open; asks what becomes of each, and writes that with all documents and the schedules that are completed by
     * it, all or nothing. Answers how many were locked.
     */
    Uni<Integer> cut(Claim claim, Function<List<ClaimedRun>, Uni<List<CutDecision>>> decision);

    /** Notes a failure outside of {@link #cut}, after which nothing of that remained. */
    Uni<Void> fail(CutDecision.Fail failure);

    Uni<Optional<BillingRun>> find(TenantId tenant, RunId id);

    /** One more than the slice's limit where there are more; in the slice's own direction. */
    Uni<List<Listed<BillingRun>>> list(RunQuery query);

    /** Whether an earlier run of the same schedule is not done. */
    Uni<Boolean> hasEarlierOpen(BillingRun.Identity run);

    /** Invoice dates of a schedule whose runs are done. */
    Uni<Set<LocalDate>> doneDates(TenantId tenant, ScheduleId schedule);

    /** Whether a run is due at that moment, by the tenant's clock, and not done. */
    Uni<Boolean> hasOpenWork(TenantId tenant, Instant now);

    /** Which runs are wanted. */
    record RunQuery(
            TenantId tenant,
            Optional<ScheduleId> scheduleId,
            Optional<CustomerId> customerId,
            Optional<State> state,
            Slice slice) {}

    /** A run with its schedule. */
    record PendingRun(BillingRun run, Schedule schedule) {}

    /** What preparing came to. */
    sealed interface Preparation {
        BillingRun.Identity run();

        /** @param counted days whose usage it bills; empty if it bills none */
        record Prepared(BillingRun.Identity run, Basis basis, Optional<DateRange> counted) implements Preparation {
            /** One that bills no usage. */
            public Prepared(BillingRun.Identity run, Basis basis) {
                this(run, basis, Optional.empty());
            }
        }

        /** @param failed false while somebody we depend on does not answer: not the run's fault */
        record Unprepared(BillingRun.Identity run, String reason, boolean failed, Instant nextAttemptAt)
                implements Preparation {}
    }

    /**
     * Which runs may be cut.
     *
     * @param positions of the meter, as copied here
     * @param wall now, by wall time: retries do not follow test clocks
     */
    record Claim(Map<Integer, Long> positions, Instant wall, int limit) {}

    /**
     * A locked run.
     *
     * @param open what earlier runs of the schedule should have billed otherwise
     */
    record ClaimedRun(BillingRun run, Basis basis, Schedule schedule, List<Adjustment> open) {
        public ClaimedRun {
            open = List.copyOf(open);
        }

        /** One of a schedule without such. */
        public ClaimedRun(BillingRun run, Basis basis, Schedule schedule) {
            this(run, basis, schedule, List.of());
        }
    }

    /** What becomes of a locked run. */
    sealed interface CutDecision {
        BillingRun.Identity run();

        /** @param schedule with the terms used; {@code settlement} what the document has of earlier runs */
        record Cut(BillingRun.Identity run, InvoiceRequested document, Schedule schedule, Settlement settlement)
                implements CutDecision {
            /** One that settles nothing. */
            public Cut(BillingRun.Identity run, InvoiceRequested document, Schedule schedule) {
                this(run, document, schedule, Settlement.NOTHING);
            }
        }

        /** It waits for something else than positions. */
        record Postpone(BillingRun.Identity run, Instant nextAttemptAt) implements CutDecision {}

        record Fail(BillingRun.Identity run, String reason, Instant nextAttemptAt) implements CutDecision {}
    }
}
