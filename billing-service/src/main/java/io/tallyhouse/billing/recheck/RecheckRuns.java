package io.tallyhouse.billing.recheck;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.adjustment.Adjustment;
import io.tallyhouse.billing.adjustment.Adjustment.State;
import io.tallyhouse.billing.adjustment.Difference;
import io.tallyhouse.billing.adjustment.Settlement;
import io.tallyhouse.billing.recheck.Rechecks.DoneRun;
import io.tallyhouse.billing.recheck.Rechecks.Rechecked;
import io.tallyhouse.billing.run.BillingRun;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.time.DateRange;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Looks again at runs whose usage or contract changed after they were billed. Any number of instances may do so. */
@ApplicationScoped
public class RecheckRuns {
    private static final int RUNS_MAX = 20;

    private final Rechecks rechecks;
    private final RateAgain rateAgain;
    private final TenantClocks clocks;
    private final WholeCopy wholeCopy;

    RecheckRuns(Rechecks rechecks, RateAgain rateAgain, TenantClocks clocks, WholeCopy wholeCopy) {
        this.rechecks = rechecks;
        this.rateAgain = rateAgain;
        this.clocks = clocks;
        this.wholeCopy = wholeCopy;
    }

    /** One round. Answers how many runs were looked at. */
    public Uni<Integer> execute() {
        return wholeCopy
                .holds()
                .chain(whole -> whole
                        ? rechecks.recheck(RUNS_MAX, this::decide)
                        : Uni.createFrom().item(0));
    }

    private Uni<Rechecked> decide(DoneRun done) {
        return rateAgain
                .execute(done, done.schedule())
                .map(differences -> differences.isEmpty() ? Rechecked.AS_BILLED : rechecked(done, differences));
    }

    private Rechecked rechecked(DoneRun done, List<Difference> differences) {
        BillingRun run = done.run();
        ScheduleRecord schedule = done.schedule().record();
        Instant now = clocks.now(schedule.tenant());
        Adjustment open = new Adjustment(
                schedule.tenant(),
                // the same while it is open, another one for what comes after a settlement
                run.identity().id().value() + "-" + (done.settled().size() + 1),
                schedule.id(),
                run.customerId(),
                run.identity().id(),
                run.identity().invoiceDate(),
                schedule.currency(),
                State.OPEN,
                differences,
                Optional.empty(),
                now);
        if (!done.scheduleEnded()) {
            return new Rechecked(Optional.of(open), Settlement.NOTHING, Optional.empty());
        }
        Settlement settled = Settlement.of(List.of(open), schedule.options().lateUsage());
        Optional<InvoiceRequested> document =
                settled.billed().isEmpty() ? Optional.empty() : Optional.of(document(done, open, now));
        return new Rechecked(Optional.of(open), settled, document);
    }

    /** No invoice of the schedule comes that could have the lines. */
    private static InvoiceRequested document(DoneRun done, Adjustment adjustment, Instant now) {
        InvoiceRequested billed = done.document();
        List<RequestedLine> lines = adjustment.lines();
        LocalDate today = LocalDate.ofInstant(now, billed.zone());
        DateRange days = lines.stream()
                .map(RequestedLine::servicePeriod)
                .reduce(DateRange::spanning)
                .orElseThrow();
        return new InvoiceRequested(
                billed.tenant(),
                new RunId("adj-" + adjustment.id()),
                billed.scheduleId(),
                billed.generation(),
                billed.customer(),
                billed.currency(),
                billed.zone(),
                today,
                days,
                billed.autoFinalise(),
                lines,
                billed.document(),
                now);
    }
}
