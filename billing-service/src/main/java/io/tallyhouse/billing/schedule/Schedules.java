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
import java.util.List;
import java.util.Optional;
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

    /**
     * Which schedules are wanted.
     *
     * @param now the tenant's clock, by which UPCOMING is told from ACTIVE
     */
    record ScheduleQuery(
            TenantId tenant, Optional<CustomerId> customerId, Optional<Status> status, Instant now, Slice slice) {}

    /** What becomes of a loaded schedule. */
    sealed interface ScheduleDecision {
        /** @param firstRun the first invoice date with the moment it is due; empty while there is none */
        record Save(Schedule schedule, Optional<NextRun> firstRun) implements ScheduleDecision {}

        record Keep(Schedule schedule) implements ScheduleDecision {}

        record Refuse(Problem problem) implements ScheduleDecision {}
    }

    /** What came of it. */
    sealed interface ScheduleOutcome {
        record Saved(Schedule schedule) implements ScheduleOutcome {}

        record Refused(Problem problem) implements ScheduleOutcome {}
    }
}
