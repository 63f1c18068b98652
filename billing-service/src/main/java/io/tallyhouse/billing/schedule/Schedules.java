package io.tallyhouse.billing.schedule;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.listing.Listed;
import io.tallyhouse.billing.listing.Slice;
import io.tallyhouse.contracts.billing.ScheduleRecord.Status;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The schedules of all tenants. Whatever is saved is also published, in the same unit of work. */
public interface Schedules {
    /** Saves a new schedule; refuses an id that the tenant has used. */
    Uni<ScheduleOutcome> add(Schedule schedule);

    Uni<Optional<Schedule>> find(TenantId tenant, ScheduleId id);

    /** One more than the slice's limit where there are more; in the slice's own direction. */
    Uni<List<Listed<Schedule>>> list(ScheduleQuery query);

    /** Loads with a lock, applies the pure decision, saves what it says. Refuses where there is no such schedule. */
    Uni<ScheduleOutcome> decide(TenantId tenant, ScheduleId id, Function<Schedule, ScheduleDecision> decision);

    /** As {@link #decide}, on a schedule with the runs that are opened of it. */
    Uni<ScheduleOutcome> change(
            TenantId tenant, ScheduleId id, BiFunction<Schedule, OpenedRuns, ScheduleDecision> decision);

    Uni<OpenedRuns> openedRuns(TenantId tenant, ScheduleId id);

    /**
     * Which runs of a schedule exist.
     *
     * @param last invoice date of the last one
     * @param open whether one of them is not done
     */
    record OpenedRuns(Optional<LocalDate> last, boolean open) {}

    /**
     * Which schedules are wanted.
     *
     * @param now the tenant's clock, by which UPCOMING, SUSPENDED and CANCELLED are told from ACTIVE
     */
    record ScheduleQuery(TenantId tenant, Filter filter, Instant now, Slice slice) {}

    /** Of all of a tenant. */
    record Filter(Optional<CustomerId> customerId, Optional<Status> status, boolean includeArchived) {}

    /** What becomes of a loaded schedule. */
    sealed interface ScheduleDecision {
        /** @param nextRun the first invoice date without a run, with the moment it is due; empty while there is none */
        record Save(Schedule schedule, Optional<NextRun> nextRun) implements ScheduleDecision {}

        record Keep(Schedule schedule) implements ScheduleDecision {}

        record Refuse(Problem problem) implements ScheduleDecision {}
    }

    /** What came of it. */
    sealed interface ScheduleOutcome {
        record Saved(Schedule schedule) implements ScheduleOutcome {}

        record Refused(Problem problem) implements ScheduleOutcome {}
    }
}
