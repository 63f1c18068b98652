package io.tallyhouse.billing.recheck;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.adjustment.Adjustment;
import io.tallyhouse.billing.adjustment.Difference;
import io.tallyhouse.billing.adjustment.Settlement;
import io.tallyhouse.billing.run.BillingRun;
import io.tallyhouse.billing.schedule.PinnedTerms;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The runs that are to be looked at again. */
public interface Rechecks {
    /**
     * Locks runs that are marked and that nobody else has locked, asks what each comes to now, and writes it in place of
     * what was open of the run, with whatever is settled at once; the mark is taken away. One that cannot be rated keeps its mark
     * and rests. Answers how many there were.
     */
    Uni<Integer> recheck(int limit, Function<DoneRun, Uni<Rechecked>> decision);

    /** The runs of a schedule that are done, oldest first. */
    Uni<List<DoneRun>> doneRuns(TenantId tenant, ScheduleId schedule);

    /** Whether a run of the tenant is marked. */
    Uni<Boolean> hasMarked(TenantId tenant);

    /**
     * A run as it was billed.
     *
     * @param terms by which it was rated
     * @param schedule as it is now
     * @param settled what was settled of it since
     * @param scheduleEnded whether the schedule has no run to come
     */
    record DoneRun(
            BillingRun run,
            InvoiceRequested document,
            PinnedTerms terms,
            Schedule schedule,
            List<Difference> settled,
            boolean scheduleEnded) {
        public DoneRun {
            settled = List.copyOf(settled);
        }
    }

    /**
     * What looking at a run again came to.
     *
     * @param adjustment empty if it is as it was billed
     * @param settled what of it is settled at once, as the schedule has no run to come
     * @param document of its own, for what is billed so
     */
    record Rechecked(Optional<Adjustment> adjustment, Settlement settled, Optional<InvoiceRequested> document) {
        static final Rechecked AS_BILLED = new Rechecked(Optional.empty(), Settlement.NOTHING, Optional.empty());
    }
}
