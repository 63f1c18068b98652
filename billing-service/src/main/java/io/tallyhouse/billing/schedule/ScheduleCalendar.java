package io.tallyhouse.billing.schedule;

import io.tallyhouse.billing.period.BillingCalendar;
import io.tallyhouse.billing.period.PhasePlan;
import io.tallyhouse.billing.period.PricePlan;
import io.tallyhouse.billing.period.Term;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.catalog.PriceRecord;

/** A schedule as the calendar sees it. */
public final class ScheduleCalendar {
    private ScheduleCalendar() {}

    public static BillingCalendar of(ScheduleRecord schedule, PinnedTerms terms) {
        return new BillingCalendar(
                new Term(schedule.startDate(), schedule.endDate()),
                schedule.billingDay(),
                schedule.phases().stream()
                        .map(phase -> new PhasePlan(
                                new Term(phase.startDate(), phase.endDate()),
                                phase.priceIds().stream()
                                        .map(id -> plan(terms.price(id)))
                                        .toList()))
                        .toList());
    }

    private static PricePlan plan(PriceRecord price) {
        return new PricePlan(
                price.id(),
                price.frequency(),
                price.interval(),
                price.timing(),
                price.metricId().isPresent());
    }
}
