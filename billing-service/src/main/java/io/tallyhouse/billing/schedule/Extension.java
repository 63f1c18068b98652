package io.tallyhouse.billing.schedule;

import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a schedule goes on after its last day: with a phase of the terms of its last one. What was billed once, as a set-up
 * fee, is not billed again; an uplift multiplies the one that held.
 *
 * @param lastDay of the new phase
 * @param uplift what the figures are multiplied by beside the former phase's; 1 for none
 */
public record Extension(LocalDate lastDay, BigDecimal uplift) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** @param percent literal, as 3.5 */
    public static BigDecimal factor(BigDecimal percent) {
        return BigDecimal.ONE.add(percent.divide(HUNDRED));
    }

    /**
     * The last of so many months after the schedule's end. A schedule that began on the 31st has terms that begin on the
     * 31st, clamped to the month's end and returning.
     */
    public static LocalDate lastDay(ScheduleRecord schedule, int months) {
        LocalDate first = schedule.endDate().orElseThrow().plusDays(1);
        int anchor = schedule.startDate().getDayOfMonth();
        YearMonth month = YearMonth.from(first);
        boolean onAnchor = first.getDayOfMonth() == Math.min(anchor, month.lengthOfMonth());
        YearMonth last = month.plusMonths(months);
        LocalDate next = onAnchor ? last.atDay(Math.min(anchor, last.lengthOfMonth())) : first.plusMonths(months);
        return next.minusDays(1);
    }

    /** With the recurring prices of the last phase; with all of them if there are no others. */
    public Course of(ScheduleRecord schedule, PinnedTerms terms) {
        List<PriceId> prices = last(schedule).priceIds();
        List<PriceId> recurring = prices.stream()
                .filter(id -> terms.price(id).frequency() != BillingFrequency.ONE_TIME)
                .toList();
        return of(schedule, recurring.isEmpty() ? prices : recurring, true);
    }

    /** @param compounding whether the former uplift holds for these prices too */
    public Course of(ScheduleRecord schedule, List<PriceId> prices, boolean compounding) {
        PhaseRecord former = last(schedule);
        BigDecimal before = compounding ? former.uplift().orElse(BigDecimal.ONE) : BigDecimal.ONE;
        LocalDate first = schedule.endDate().orElseThrow().plusDays(1);
        PhaseRecord next = PhaseEdits.goingOn(PhaseEdits.planned(former), first, Optional.of(lastDay));
        List<PhaseRecord> phases = new ArrayList<>(schedule.phases());
        phases.add(PhaseEdits.uplifted(
                PhaseEdits.priced(next, prices), Optional.of(before.multiply(uplift, Decimals.QUOTIENT))));
        return Course.of(schedule).withPhases(phases, List.of()).endingOn(Optional.of(lastDay));
    }

    private static PhaseRecord last(ScheduleRecord schedule) {
        return schedule.phases().get(schedule.phases().size() - 1);
    }
}
