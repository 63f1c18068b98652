package io.tallyhouse.billing.schedule.operation;

import io.tallyhouse.billing.schedule.PhaseEdits;
import io.tallyhouse.contracts.billing.PhaseDiscount;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.kernel.id.PriceId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A phase in two parts.
 *
 * @param before up to the day before
 * @param after from the day on
 */
record PhaseSplit(PhaseRecord before, PhaseRecord after) {
    /** @param day within the phase, after its first */
    static PhaseSplit of(PhaseRecord phase, LocalDate day, Standing standing) {
        PhaseRecord before = PhaseEdits.planned(PhaseEdits.ending(phase, day.minusDays(1)));
        PhaseRecord after = PhaseEdits.goingOn(phase, day, phase.endDate());
        return new PhaseSplit(
                PhaseEdits.priced(before, but(phase, BillingTiming.IN_ARREARS, standing)),
                nominalOnce(PhaseEdits.priced(after, but(phase, BillingTiming.IN_ADVANCE, standing)), standing));
    }

    /** All prices but those that bill once, and then. */
    private static List<PriceId> but(PhaseRecord phase, BillingTiming timing, Standing standing) {
        return phase.priceIds().stream()
                .filter(id -> {
                    PriceRecord price = standing.terms().price(id);
                    return price.frequency() != BillingFrequency.ONE_TIME || price.timing() != timing;
                })
                .toList();
    }

    /** A nominal discount comes off once a period: where that is split, in the part before. */
    private static PhaseRecord nominalOnce(PhaseRecord after, Standing standing) {
        Optional<LocalDate> next = Optional.of(after.startDate().plusDays(1));
        return PhaseEdits.discounted(
                after,
                after.discounts().stream()
                        .map(discount -> discount.type() == PhaseDiscount.Type.NOMINAL
                                        && discount.holdsOn(after.startDate())
                                        && splitsAPeriod(after, discount, standing)
                                ? PhaseEdits.holding(discount, next, discount.to())
                                : discount)
                        .filter(discount -> discount.to()
                                .flatMap(to -> discount.from().filter(to::isBefore))
                                .isEmpty())
                        .toList());
    }

    private static boolean splitsAPeriod(PhaseRecord phase, PhaseDiscount discount, Standing standing) {
        return phase.priceIds().stream()
                .filter(discount::covers)
                .map(standing.terms()::price)
                .filter(price -> price.frequency() != BillingFrequency.ONE_TIME)
                .anyMatch(price ->
                        !standing.period(price, phase.startDate()).start().equals(phase.startDate()));
    }
}
