package io.tallyhouse.billing.recheck;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.adjustment.Difference;
import io.tallyhouse.billing.recheck.Rechecks.DoneRun;
import io.tallyhouse.billing.run.RateRun;
import io.tallyhouse.billing.schedule.PinnedTerms;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.ScheduleCalendar;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.PriceRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run that is done should have billed: by its schedule as it is now, on usage as it stands, with the prices and
 * metric versions that it was billed by.
 */
@ApplicationScoped
public class RateAgain {
    private final RateRun rateRun;

    RateAgain(RateRun rateRun) {
        this.rateRun = rateRun;
    }

    /** @param schedule as it is, or as it would be */
    public Uni<List<Difference>> execute(DoneRun done, Schedule schedule) {
        return lines(done, schedule)
                .map(now -> Difference.between(done.document().lines(), done.settled(), now));
    }

    private Uni<List<RequestedLine>> lines(DoneRun done, Schedule schedule) {
        PinnedTerms terms = merged(done.terms(), schedule.pinned());
        return ScheduleCalendar.of(schedule.record(), terms)
                .planOn(done.run().identity().invoiceDate())
                .map(plan -> rateRun.execute(
                        plan,
                        schedule.record(),
                        terms,
                        done.run()
                                .basis()
                                .orElseThrow()
                                .billed(schedule.record().options().rollUp())))
                .orElseGet(() -> Uni.createFrom().item(List.of()));
    }

    /** What the run was billed by stays; what the schedule has come to use since joins it. */
    static PinnedTerms merged(PinnedTerms billed, PinnedTerms now) {
        List<PriceRecord> prices = new ArrayList<>(billed.prices());
        now.prices().stream()
                .filter(price ->
                        billed.prices().stream().noneMatch(known -> known.id().equals(price.id())))
                .forEach(prices::add);
        List<MetricRecord> metrics = new ArrayList<>(billed.metrics());
        now.metrics().stream()
                .filter(metric -> billed.metrics().stream()
                        .noneMatch(known -> known.definition()
                                .id()
                                .equals(metric.definition().id())))
                .forEach(metrics::add);
        return new PinnedTerms(billed.zone(), prices, metrics);
    }
}
