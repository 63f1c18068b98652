package io.tallyhouse.billing.schedule;

import io.tallyhouse.billing.period.BillingCalendar;
import io.tallyhouse.billing.period.Cadence;
import io.tallyhouse.billing.period.PhasePlan;
import io.tallyhouse.billing.period.PricePlan;
import io.tallyhouse.billing.period.PricePlan.Bills;
import io.tallyhouse.billing.period.PricePlan.Filling;
import io.tallyhouse.billing.period.Term;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Recurrence;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceStructure;

/** A schedule as the calendar sees it. */
public final class ScheduleCalendar {
    private ScheduleCalendar() {}

    public static BillingCalendar of(ScheduleRecord schedule, PinnedTerms terms) {
        return new BillingCalendar(
                new Term(schedule.startDate(), schedule.endDate()),
                schedule.billingDay(),
                schedule.phases().stream().map(phase -> plan(phase, terms)).toList(),
                schedule.suspensions().stream()
                        .filter(rest -> !rest.billed())
                        .map(rest -> new Term(rest.from(), rest.to()))
                        .toList());
    }

    private static PhasePlan plan(PhaseRecord phase, PinnedTerms terms) {
        return new PhasePlan(
                new Term(phase.startDate(), phase.endDate()),
                phase.priceIds().stream().map(id -> plan(terms.price(id))).toList(),
                phase.recurrence() == Recurrence.RESET);
    }

    private static PricePlan plan(PriceRecord price) {
        return new PricePlan(
                price.id(), price.frequency(), price.interval(), price.timing(), bills(price), filling(price));
    }

    private static Bills bills(PriceRecord price) {
        if (price.structure() instanceof PriceStructure.Seat seat) {
            return new Bills.Seats(seat.overageFrequency().map(often -> Cadence.of(often, 1)));
        }
        return price.metricId().isPresent() ? new Bills.Usage() : new Bills.Fixed();
    }

    private static Filling filling(PriceRecord price) {
        if (price.frequency() == BillingFrequency.ON_DEMAND) {
            return new Filling.SincePhase();
        }
        return switch (price.usageMode()) {
            case BILLING_PERIOD -> new Filling.EachPeriod();
            case CUMULATIVE -> new Filling.SincePhase();
            case PERIODIC ->
                price.usagePeriod()
                        .<Filling>map(period -> new Filling.Every(Cadence.of(period.frequency(), period.interval())))
                        .orElseThrow();
        };
    }
}
