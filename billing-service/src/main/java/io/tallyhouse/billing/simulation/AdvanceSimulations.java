package io.tallyhouse.billing.simulation;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.period.BillingRunPlan;
import io.tallyhouse.billing.run.Billed;
import io.tallyhouse.billing.run.FindBilled;
import io.tallyhouse.billing.run.RateRun;
import io.tallyhouse.billing.schedule.PinnedTerms;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.ScheduleCalendar;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.kernel.id.PriceId;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Rates the next schedules of a simulation, twice each. Any number of instances may do so. */
@ApplicationScoped
public class AdvanceSimulations {
    private final Simulations simulations;
    private final RateRun rateRun;
    private final FindBilled findBilled;

    AdvanceSimulations(Simulations simulations, RateRun rateRun, FindBilled findBilled) {
        this.simulations = simulations;
        this.rateRun = rateRun;
        this.findBilled = findBilled;
    }

    /** One round. Answers how many schedules were rated. */
    public Uni<Integer> execute() {
        return simulations.advance(this::rate);
    }

    private Uni<SimulatedAmount> rate(Simulation simulation, Schedule schedule) {
        PinnedTerms now = schedule.pinned();
        PinnedTerms then = with(simulation.candidates(), now);
        List<BillingRunPlan> plans = ScheduleCalendar.of(schedule.record(), now)
                .plansBetween(simulation.from().minusDays(1), simulation.to());
        return findBilled
                .execute(schedule.record())
                .chain(billed -> sum(plans, schedule, now, billed)
                        .chain(before -> sum(plans, schedule, then, billed)
                                .map(after -> new SimulatedAmount(
                                        schedule.record().customerId(),
                                        schedule.record().currency(),
                                        before,
                                        after))));
    }

    private Uni<BigDecimal> sum(List<BillingRunPlan> plans, Schedule schedule, PinnedTerms terms, Billed billed) {
        return Multi.createFrom()
                .iterable(plans)
                .onItem()
                .transformToUniAndConcatenate(plan -> rateRun.execute(plan, schedule.record(), terms, billed))
                .collect()
                .asList()
                .map(documents -> documents.stream()
                        .flatMap(List::stream)
                        .map(RequestedLine::net)
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** The same terms but for the figures of some prices: what counts and when it bills stays. */
    static PinnedTerms with(Map<PriceId, PriceStructure> candidates, PinnedTerms terms) {
        List<PriceRecord> prices = terms.prices().stream()
                .map(price -> candidates.containsKey(price.id())
                        ? price.withStructure(candidates.getOrDefault(price.id(), price.structure()))
                        : price)
                .toList();
        return new PinnedTerms(terms.zone(), prices, terms.metrics());
    }
}
