package io.tallyhouse.billing.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.period.BillingRunPlan;
import io.tallyhouse.billing.period.Charge;
import io.tallyhouse.billing.rating.Lengths;
import io.tallyhouse.billing.rating.LineTerms;
import io.tallyhouse.billing.rating.PhaseConditions;
import io.tallyhouse.billing.rating.PricedCharge;
import io.tallyhouse.billing.rating.Prices;
import io.tallyhouse.billing.rating.RateDocument;
import io.tallyhouse.billing.rating.RateDocument.PhasePart;
import io.tallyhouse.billing.rating.Uplift;
import io.tallyhouse.billing.run.Billed.Member;
import io.tallyhouse.billing.schedule.PinnedTerms;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.catalog.PriceRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The lines of a run from its plan, its terms and the usage as it stands. Runs, previews and what is rated again all come
 * from here.
 */
@ApplicationScoped
public class RateRun {
    private final MeasureCharge measureCharge;

    RateRun(MeasureCharge measureCharge) {
        this.measureCharge = measureCharge;
    }

    /**
     * @param schedule whose phases the plan's charges are of
     * @param terms that it is billed by
     */
    public Uni<List<RequestedLine>> execute(
            BillingRunPlan plan, ScheduleRecord schedule, PinnedTerms terms, Billed billed) {
        List<Asked> asked = plan.charges().stream()
                .flatMap(charge -> membersOf(charge, billed).stream().map(member -> new Asked(charge, member)))
                .toList();
        return Multi.createFrom()
                .iterable(asked)
                .onItem()
                .transformToUniAndConcatenate(one -> measured(one, schedule, terms, billed))
                .collect()
                .asList()
                .map(charges -> RateDocument.rate(
                        parts(charges.stream().flatMap(Optional::stream).toList(), schedule, terms)));
    }

    private record Asked(Charge charge, Member member) {}

    /** What is fixed is billed once, what is counted for each member that is priced alone. */
    private static List<Member> membersOf(Charge charge, Billed billed) {
        List<Member> priced = billed.priced();
        return charge.price().isMetered() ? priced : priced.subList(0, 1);
    }

    private Uni<Optional<PricedCharge>> measured(
            Asked asked, ScheduleRecord schedule, PinnedTerms terms, Billed billed) {
        Charge charge = asked.charge();
        PriceRecord price = terms.price(charge.priceId());
        Uplift uplift =
                new Uplift(schedule.phases().get(charge.phaseIndex()).uplift().orElse(Uplift.NONE.factor()));
        LineTerms line = new LineTerms(
                description(asked, price, billed), Prices.from(uplift.of(price.structure()), price.currency()));
        if (price.metricId().isEmpty()) {
            return Uni.createFrom().item(Optional.of(new PricedCharge(charge, line, Optional.empty())));
        }
        return measureCharge
                .execute(new MeasureCharge.Question(
                        charge,
                        price,
                        terms.metric(price.metricId().get()).definition(),
                        terms.zone(),
                        asked.member().spans(),
                        billed.tellsShares() ? billed.members() : List.of()))
                .map(usage -> charge.price().isOnDemand() && usage.events() == 0
                        ? Optional.empty()
                        : Optional.of(new PricedCharge(charge, line, Optional.of(usage))));
    }

    private static String description(Asked asked, PriceRecord price, Billed billed) {
        String name = asked.charge().kind() == Charge.Kind.OVERAGE ? price.name() + " (added seats)" : price.name();
        return billed.priced().size() > 1 && price.metricId().isPresent()
                ? name + ": " + asked.member().name()
                : name;
    }

    private static List<PhasePart> parts(List<PricedCharge> charges, ScheduleRecord schedule, PinnedTerms terms) {
        List<PhasePart> parts = new ArrayList<>();
        charges.stream()
                .collect(Collectors.groupingBy(
                        priced -> priced.charge().phaseIndex(), TreeMap::new, Collectors.toList()))
                .forEach((index, own) -> {
                    PhaseRecord phase = schedule.phases().get(index);
                    parts.add(new PhasePart(
                            own,
                            new PhaseConditions(
                                    phase.discounts(),
                                    phase.minimums(),
                                    phase.maximums(),
                                    new Lengths(schedule.options().proration(), terms.zone()))));
                });
        return parts;
    }
}
